import { expect, test } from 'vitest';
import type { Act } from '../../backtest/act.ts';
import { compare } from '../../comparison/compare.ts';
import type { Comparison } from '../../comparison/comparison.ts';
import { sideOf } from './side.ts';

const hour = 3_600_000;
/** A Monday. */
const from = Date.parse('2026-11-23T00:00:00Z');
const timings =
  'timings: { stop: 10m, start: 10m, lag: 30s, snapshot: 5m, copyPerGiB: 1m, stream: 5m, restart: 1m }';
const fleet = `clusters: [{ id: db, encrypted: none, use: [{ hours: daily 10:00-16:00, connections: 3 }] }, { id: other }]
keys: [{ alias: alias/audit }]
${timings}`;

async function compared(old: string, now: string, days = 2): Promise<Comparison> {
  const simulated = (rules: string) => {
    const mode = rules.startsWith('observe') ? 'observe' : 'enforce';
    const text = `{ version: 1, mode: ${mode}, timezone: UTC, rules: [${rules.replace('observe', '')}] }`;
    return sideOf({ policy: text, fleet, from, to: from + days * 24 * hour });
  };
  return compare(await simulated(old), await simulated(now));
}

const rule = (aspects: string) => `{ name: db, match: { clusters: [db] }, ${aspects} }`;
const none = '{ name: none, match: { clusters: [nobody] }, power: { hours: daily 08:00-18:00 } }';
const power = (hours: string, more = '') =>
  rule(`power: { hours: ${hours}, stop: atOnce, minUptime: 10m${more} }`);
const snapshots = (cron: string, last: number) =>
  rule(`snapshots: { create: { cron: "${cron}", keep: { last: ${last} } } }`);
const copies = (region: string) =>
  rule(
    `snapshots: { create: { cron: "0 */6 * * *", keep: { last: 4 } }, copy: { sources: [manual], to: [{ region: ${region}, keep: { last: 2 } }] } }`,
  );
const stream = (hours: string) =>
  rule(`activityStream: { mode: async, kmsKey: alias/audit, hours: ${hours}, restart: anytime }`);

test('a rule that has another name and is otherwise the same makes no difference', async () => {
  const old = power('daily 08:00-18:00');

  const { verdict, clusters } = await compared(old, old.replace('name: db', 'name: renamed'));

  expect(verdict).toBe('same');
  expect(clusters).toEqual([]);
});

test('longer hours are different and not more dangerous', async () => {
  const { verdict, clusters } = await compared(power('daily 08:00-18:00'), power('daily 08:00-20:00'));

  expect(verdict).toBe('different');
  expect(clusters).toMatchObject([
    { id: 'db', touched: 'by-both', dangers: [], acts: [{ kind: 'stop-cluster', onlyOld: 2, onlyNew: 2 }] },
  ]);
});

test.each([
  [
    'hours that end earlier',
    [power('daily 08:00-18:00'), power('daily 08:00-15:00')],
    [
      /^stopped for 6 h in which it was up before, \d+ min of them in use$/,
      /^2 h more of its use is denied$/,
    ],
  ],
  [
    'a start that comes after people do',
    [power('daily 08:00-18:00'), power('daily 10:30-18:00')],
    [
      /^stopped for 5 h in which it was up before, 60 min of them in use$/,
      /^people wait 80 min more for its start$/,
    ],
  ],
  [
    'a cluster that is stopped for the first time',
    [none, power('daily 08:00-18:00')],
    [/^stopped for \d+ h/],
  ],
  [
    'fewer snapshots',
    [snapshots('0 */6 * * *', 9), snapshots('0 0 * * *', 9)],
    [
      /^\d+ fewer snapshots taken in eu-central-1$/,
      /^its newest recovery point in eu-central-1 is on average \d+ h old, not \d h$/,
    ],
  ],
  [
    'no copies any more',
    [copies('us-west-2'), copies('eu-west-1')],
    [/^\d+ fewer copies to us-west-2$/, /^it has no recovery point in us-west-2 for \d+ h more$/],
  ],
  [
    'an activity stream at other hours',
    [stream('daily 08:00-18:00'), stream('daily 12:00-18:00')],
    [/^restarted \d+ times when it was not before$/, /^its activity stream is off for 8 h in which it ran$/],
  ],
] as const)('more dangerous: %s', async (_title, [old, now], sentences) => {
  const { verdict, clusters } = await compared(old, now);

  expect(verdict).toBe('more-dangerous');
  expect(clusters).toHaveLength(1);
  for (const sentence of sentences)
    expect(clusters[0]?.dangers).toContainEqual(expect.stringMatching(sentence));
});

test('fewer snapshots kept: those that are deleted sooner are counted', async () => {
  const { verdict, clusters } = await compared(snapshots('0 */6 * * *', 9), snapshots('0 */6 * * *', 2), 4);

  expect(clusters[0]?.dangers).toContainEqual(expect.stringMatching(/deleted that stayed before/));
  expect(verdict).toBe('more-dangerous');
});

test('a snapshot that is noted for deletion when the time ends counts as well', async () => {
  const { timeline } = await sideOf({
    policy: `{ version: 1, rules: [${none}] }`,
    fleet,
    from,
    to: from + hour,
  });
  const [cluster] = timeline.clusters;
  const act = {
    at: from,
    cluster: cluster?.arn ?? '',
    what: 'note',
    target: 'snapshot',
    region: 'eu-central-1',
  };
  const noted: Act = { ...act, kind: 'tag-snapshot', isUnkept: true };

  const { clusters } = compare(
    { mode: 'enforce', timeline, acts: [] },
    { mode: 'enforce', timeline, acts: [noted] },
  );

  expect(clusters[0]?.dangers).toEqual(['1 snapshot is noted for deletion, which comes some days later']);
});

test('a cluster that is up for longer has older recovery points, which is not more dangerous', async () => {
  const { verdict, clusters } = await compared(power('daily 08:00-10:00'), none);
  const totals = clusters[0]?.totals;

  expect(totals?.new.recoveryAtHome?.worstHours).toBeGreaterThan(
    1 + (totals?.old.recoveryAtHome?.worstHours ?? 0),
  );
  expect({ verdict, dangers: clusters[0]?.dangers }).toEqual({ verdict: 'different', dangers: [] });
});

test('a cluster that no rule touches any more', async () => {
  const { verdict, clusters } = await compared(power('daily 08:00-18:00'), none);

  expect(verdict).toBe('different');
  expect(clusters).toMatchObject([{ id: 'db', touched: 'no-longer', rule: { old: 'db' }, dangers: [] }]);
});

test('a policy that begins to enforce is more dangerous, though its rules are the same', async () => {
  const rules = power('daily 08:00-18:00');

  const enforced = await compared(`observe${rules}`, rules);
  const observed = await compared(rules, `observe${rules}`);

  expect(enforced).toMatchObject({ verdict: 'more-dangerous', isEnforcedNow: true, clusters: [] });
  expect(observed).toMatchObject({ verdict: 'different', isEnforcedNow: false });
});

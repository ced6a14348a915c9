import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { fileWith, rulesOf, ruleWith, said, unmark } from './policy-text.ts';

const stream = (keys = '') => `activityStream: { mode: sync, kmsKey: alias/a${keys} }`;
/** Its restart is out of question. */
const anytime = (keys = '') => stream(`, restart: anytime${keys}`);
const all = (line: string, name = 'b') => `{ name: ${name}, match: {}, ${line} }`;
const dev = (line: string, name = 'a') => `{ name: ${name}, match: { tags: { env: dev } }, ${line} }`;

const meets = (who: string, rule: number) =>
  `warning: rules[${rule}].activityStream: should run at times when ${who} may stop the cluster; a stopped cluster has no stream`;
const together = 'use the same hours for both, or write power: { stop: never }';
const apart = (who: string) => `use the same hours for both, or write stop: never in ${who}`;
const missed = (who: string, rule: number) =>
  `warning: rules[${rule}].activityStream.restart: "maintenanceWindow" may never find the cluster running: ${who} may stop it, whatever its maintenance window; write maintenance: honour in ${who}, or restart: anytime`;
const within = (who: string) =>
  `warning: rules[0].activityStream.restart: "offHours" only starts in the maintenance window: its hours lie within those of ${who} and the half hour before; write restart: anytime`;
const onlyWindow = (why: string, remedy: string) =>
  `warning: rules[0].activityStream.restart: "offHours" leaves only the maintenance window: ${why}; ${remedy}, or write restart: anytime`;

describe('an activity stream and the power of its clusters', () => {
  const warnings: readonly (readonly [text: string, said: string])[] = [
    [ruleWith('match: {}', 'power: {}', `¦${anytime()}`), `${meets('power', 0)}; ${together}`],
    [
      ruleWith('match: {}', 'power: { hours: mon 08:00-18:00 }', `¦${anytime(', hours: mon 07:59-18:00')}`),
      `${meets('power', 0)}; ${together}`,
    ],
    [
      rulesOf(dev(`¦${anytime()}`), all('power: { hours: mon-fri 08:00-18:00 }')),
      `${meets('"b"', 0)}; ${apart('"b"')}`,
    ],
    [rulesOf(all('power: {}', 'a'), dev(`¦${anytime()}`, 'b')), `${meets('"a"', 1)}; ${apart('"a"')}`],
    [rulesOf(all(`¦${anytime()}`, 'a'), dev('power: {}', 'b')), `${meets('"b"', 0)}; ${apart('"b"')}`],
    [
      rulesOf(
        dev('power: { stop: never }, snapshots: { create: { cron: 0 3 * * * } }'),
        all(`power: {}, ¦${anytime()}`),
      ),
      `${meets('power', 1)}; ${together}`,
    ],
    [
      rulesOf(
        dev(`timezone: Asia/Tokyo, ¦${anytime(', hours: daily 08:00-18:00')}`),
        all('power: { hours: mon-fri 08:00-18:00 }'),
      ),
      `${meets('"b"', 0)}; ${apart('"b"')}`,
    ],
    [
      `calendars: { off: [2026-12-25] }\n${rulesOf(
        dev(`¦${anytime(', hours: mon 08:00-18:00')}`),
        all('power: { hours: mon 08:00-18:00 except off }'),
      )}`,
      `${meets('"b"', 0)}; ${apart('"b"')}`,
    ],
    [
      ruleWith(
        'match: {}',
        'power: { hours: mon 08:00-18:00 }',
        stream(', hours: mon 08:00-18:00').replace('{', '¦{'),
      ),
      missed('power', 0),
    ],
    [
      rulesOf(
        dev(stream(', hours: mon 08:00-18:00, restart: ¦maintenanceWindow')),
        all('power: { hours: mon 08:00-18:00 }'),
      ),
      missed('"b"', 0),
    ],
    [
      ruleWith('match: {}', 'power: { stop: never }', stream(', restart: ¦offHours')),
      onlyWindow('power has no hours', 'give power hours'),
    ],
    [
      rulesOf(dev(stream(', restart: ¦offHours')), all('power: { hours: always }')),
      onlyWindow('"b" is always up', 'give "b" hours'),
    ],
    [
      ruleWith('match: {}', stream(', restart: ¦offHours')),
      onlyWindow('no rule says when the cluster is up', 'give the rule power with hours'),
    ],
    [
      ruleWith(
        'match: {}',
        'power: { hours: mon 08:00-18:00 }',
        stream(', hours: mon 09:00-10:00, restart: ¦offHours'),
      ),
      within('power'),
    ],
    [
      rulesOf(
        dev(stream(', hours: "sun 23:30-24:00, mon 00:00-02:00", restart: ¦offHours')),
        all('power: { hours: mon 00:00-12:00, stop: never }'),
      ),
      within('"b"'),
    ],
    [
      ruleWith(
        'match: {}',
        'power: { hours: daily 00:00-24:00, stop: never }',
        stream(', restart: ¦offHours'),
      ),
      within('power'),
    ],
    [
      ruleWith(
        'match: {}',
        'power: { hours: mon 08:00-18:00 }',
        stream(', hours: mon 07:00-18:00, restart: offHours').replace('activity', '¦activity'),
      ),
      `${meets('power', 0)}; write power: { stop: never }`,
    ],
    [
      rulesOf(
        dev(stream(', restart: offHours').replace('activity', '¦activity')),
        all('power: { hours: mon 08:00-18:00 }'),
      ),
      `${meets('"b"', 0)}; write stop: never in "b"`,
    ],
    [
      ruleWith('match: {}', 'activityStream: { mode: off, restart: ¦offHours }'),
      onlyWindow('no rule says when the cluster is up', 'give the rule power with hours'),
    ],
  ];

  test.each(warnings)('is a warning: %s', (marked, expected) => {
    const { text, places } = unmark(marked);

    expect(said(text)).toEqual([`${places[0]} ${expected}`]);
    expect(parsePolicy(text).ok).toBe(true);
  });

  test('reports both where a stream should run and be started while power may stop the cluster', () => {
    const { text, places } = unmark(ruleWith('match: {}', 'power: {}', `¦${stream().replace('{', '¦{')}`));

    expect(said(text)).toEqual([
      `${places[0]} ${meets('power', 0)}; ${together}`,
      `${places[1]} ${missed('power', 0)}`,
    ]);
  });

  test('says so of every rule that decides the power of some of the clusters', () => {
    const text = rulesOf(
      all(anytime(), 'audited'),
      dev('power: {}', 'developers'),
      '{ name: hidden, match: { tags: { env: dev, team: a } }, snapshots: { copy: { to: [{ region: us-east-1 }] } }, power: {} }',
      '{ name: testers, match: { tags: { env: test } }, power: {} }',
    );

    expect(said(text).filter((line) => line.includes('activityStream'))).toEqual([
      expect.stringContaining('"developers" may stop'),
      expect.stringContaining('"testers" may stop'),
    ]);
  });

  test.each([
    ruleWith('match: {}', 'power: { stop: never }', stream()),
    ruleWith('match: {}', 'power: { hours: always }', stream()),
    ruleWith(
      'match: {}',
      'power: { hours: sun-mon 22:00-06:00 }',
      anytime(', hours: "mon 00:00-06:00, sun 23:00-24:00"'),
    ),
    ruleWith('match: {}', 'power: {}', stream(', hours: never')),
    ruleWith('match: {}', 'power: {}', 'activityStream: { mode: off }'),
    ruleWith(
      'match: {}',
      'power: { hours: mon 08:00-18:00, stop: never }',
      stream(', hours: mon 07:29-18:00, restart: offHours'),
    ),
    ruleWith(
      'match: {}',
      'power: { hours: mon 08:00-18:00 }',
      stream(', hours: mon 09:00-10:00, restart: anytime'),
    ),
    ruleWith('match: {}', 'power: { hours: mon 08:00-18:00 }', stream(', hours: never, restart: offHours')),
    ruleWith(
      'match: {}',
      'power: { hours: mon 08:00-18:00 }',
      'activityStream: { mode: off, hours: mon 09:00-10:00, restart: offHours }',
    ),
    ruleWith('match: {}', 'power: { hours: never, stop: never }', stream(', restart: offHours')),
    ruleWith('match: {}', stream()),
    fileWith('protect: [{ tags: { env: dev } }]').replace('power: {}', stream()),
  ])('is in order: %s', (text) => {
    expect(said(text).filter((line) => line.includes('activityStream'))).toEqual([]);
  });

  test.each([
    [
      'nobody can tell whether the rules meet',
      rulesOf(dev(stream()), '{ name: b, match: { clusters: [b-*] }, power: {} }'),
    ],
    [
      'an earlier rule decides the power',
      rulesOf(all('power: { stop: never }', 'a'), dev(`power: {}, ${anytime()}`, 'b')),
    ],
    [
      'an earlier rule decides the stream',
      rulesOf(dev('activityStream: { mode: off }'), all(anytime()), dev('power: {}', 'c')),
    ],
    [
      'the clusters are protected from a stop',
      `protect: [{ tags: { env: dev }, from: [stop] }]\n${rulesOf(dev(stream()), all('power: {}'))}`,
    ],
    [
      'the clusters are protected from the stream',
      `protect: [{ tags: { env: dev } }]\n${rulesOf(dev(stream()), all('power: {}'))}`,
    ],
    [
      'the clusters have no streams',
      rulesOf(all(stream(), 'a'), '{ name: b, match: { engines: [neptune, docdb] }, power: {} }'),
    ],
    [
      'the hours may lie beyond those of another time zone',
      rulesOf(
        dev(`timezone: Asia/Tokyo, ${stream(', hours: mon 09:00-10:00, restart: offHours')}`),
        all('power: { hours: mon 08:00-18:00 }'),
      ),
    ],
    [
      'the hours lie beyond those of power on some dates',
      `calendars: { off: [2026-12-28] }\n${rulesOf(
        dev(stream(', hours: mon 09:00-10:00, restart: offHours')),
        all('power: { hours: mon 08:00-18:00 except off, stop: never }'),
      )}`,
    ],
    [
      'the hours may be the same in another time zone',
      rulesOf(
        dev(`timezone: Asia/Tokyo, ${anytime(', hours: mon 08:00-18:00')}`),
        all('power: { hours: mon 00:00-10:00 }'),
      ),
    ],
  ])('is in order when %s', (_why, text) => {
    expect(said(text).filter((line) => !/never decides|keeps activityStream of rule/.test(line))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { decideByHand } from '../../../shared/policy/power/decide-by-hand.ts';
import { decideStart } from '../../../shared/policy/power/decide-start.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, DAY, FRIDAY, HOUR, MINUTE, SATURDAY, someFacts } from '../builders.ts';
import { policyOf } from '../file/policy-text.ts';

const BOUND = 3 * DAY;

function policyWith(hours: string, override = 'override: max 3d'): Policy {
  return policyOf(
    `version: 1\nrules: [{ name: office, match: {}, power: { hours: "${hours}", ${override} } }]`,
  );
}

const office = policyWith('mon-fri 07:30-19:00');

/** The decisions about a cluster that runs without use, and about one that is stopped. */
function decided(policy: Policy, tags: Record<string, string>, now: number): Decision[] {
  const cluster = aCluster({ tags });
  const stopped = { ...cluster, status: 'stopped' };
  return [
    decideStop(policy, { cluster, facts: someFacts(cluster) }, now),
    decideStart(policy, { cluster: stopped }, now),
  ];
}

const verdicts = (decisions: readonly Decision[]) =>
  decisions.map(({ verdict, action }) => [verdict, action]);
const reasonsOf = (decisions: readonly Decision[]) => decisions.map(({ reason }) => reason);

/** Saturday, 12:00 UTC, outside office hours. */
test.each<[string, string, stop: Reason, start: Reason, detail: string]>([
  [
    'says more hours',
    'sat 10:00-14:00 until 2026-11-22',
    'in-hours',
    'in-hours',
    'by its tag dormouse:hours until',
  ],
  ['says other hours', 'sat 14:00-16:00 until 2026-11-22', 'idle', 'outside-hours', 'next opens Sat 14:00'],
  ['is over', 'always until 2026-11-20', 'idle', 'outside-hours', 'outside mon-fri'],
  ['cannot be read', 'all day until 2026-11-22', 'idle', 'hours-refused', 'it cannot be read'],
  [
    'ends too far ahead',
    'always until 2026-12-24',
    'idle',
    'hours-refused',
    'the rule says override: max 3d',
  ],
])('a tag that %s', (_name, value, stop, start, detail) => {
  const decisions = decided(office, { 'dormouse:hours': value }, SATURDAY);

  expect(reasonsOf(decisions)).toEqual([stop, start]);
  for (const decision of decisions) expect(decision.detail).toContain(detail);
});

test('a tag is refused by a rule that does not allow it, and reported in its hours, too', () => {
  const tags = { 'dormouse:hours': 'never until 2026-11-22' };

  expect(reasonsOf(decided(policyWith('always', ''), tags, FRIDAY))).toEqual(['hours-refused', 'in-hours']);
  expect(reasonsOf(decided(policyWith('always', 'override: deny'), tags, FRIDAY))).toEqual([
    'hours-refused',
    'in-hours',
  ]);
});

test('a hold wins', () => {
  const tags = { 'dormouse:hours': 'never until 2026-11-22', 'dormouse:hold': 'up until 2026-11-23' };

  expect(reasonsOf(decided(office, tags, SATURDAY))).toEqual(['held-up', 'held-up']);
});

test('a person who starts or stops a cluster is not asked about it', () => {
  const cluster = aCluster({ status: 'stopped', tags: { 'dormouse:hours': 'garbage' } });

  expect(decideByHand(office, { cluster }, { action: 'start', detail: 'anna' }, SATURDAY)).toMatchObject({
    verdict: 'act',
    detail: 'anna',
  });
});

describe('whatever stands in the tag', () => {
  const minutes = fc.integer({ min: -4 * 1440, max: 8 * 1440 });
  const ending = (text: string, ahead: number) => (at: number) => `${text} until ${iso(at + ahead)}`;
  const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
  const hours = fc.constantFrom(
    ...['always', 'never', 'daily 00:00-24:00', 'sat 10:00-14:00', 'mon-fri 08:00-22:00 + sat 08:00-12:00'],
    ...['sat 25:00-26:00', 'sometimes', 'daily 08:00-09:00 except holidays', '', 'until', 'always,never'],
  );
  const garbage = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.tuple(hours, fc.string({ maxLength: 20 })).map(([text, end]) => `${text} until ${end}`),
  );
  const now = minutes.map((offset) => SATURDAY + offset * MINUTE);

  test('garbage, and ends that are over or beyond the bound, change nothing that is done', () => {
    const edges = fc.constantFrom(-HOUR, -1000, 0, BOUND + 1000, BOUND + DAY, 400 * DAY, 100_000 * DAY);
    const further = fc
      .integer({ min: BOUND / 1000 + 1, max: (50 * BOUND) / 1000 })
      .map((seconds) => seconds * 1000);
    const outOfBounds = fc.oneof({ weight: 4, arbitrary: edges }, { weight: 1, arbitrary: further });
    const readable = fc.constantFrom('always', 'never', 'daily 00:00-12:00');
    const value = fc.oneof(
      garbage.map((text) => () => text),
      { weight: 3, arbitrary: fc.tuple(readable, outOfBounds).map(([text, ahead]) => ending(text, ahead)) },
    );

    fc.assert(
      fc.property(value, now, (valueAt, at) => {
        const text = valueAt(at);
        const tagged = decided(office, { 'dormouse:hours': text }, at);

        expect(verdicts(tagged)).toEqual(verdicts(decided(office, {}, at)));
      }),
      runs(1000),
    );
  });

  test('readable hours within the bound are obeyed as if the rule said them', () => {
    const readable = fc.constantFrom(
      'always',
      'never',
      'sat 10:00-14:00',
      'mon-fri 08:00-22:00, sat 08:00-12:00',
    );
    const ahead = fc.integer({ min: 3600, max: BOUND / 1000 });

    fc.assert(
      fc.property(readable, ahead, now, (text, seconds, at) => {
        const value = `${text.replaceAll(', ', ' + ')} until ${iso(at + seconds * 1000)}`;
        const tagged = decided(office, { 'dormouse:hours': value }, at);
        const said = decided(policyWith(text), {}, at);
        // Whether a stop comes too late for the next hours depends on the rule after the override as well.
        const isSoon = [...tagged, ...said].some(({ reason }) => reason === 'hours-soon');

        expect(isSoon || verdicts(tagged)).toEqual(isSoon || verdicts(said));
      }),
      runs(500),
    );
  });

  test('it is never obeyed for longer than the bound', () => {
    fc.assert(
      fc.property(hours, fc.integer({ min: 0, max: 20 * 24 }), (text, endHours) => {
        const end = SATURDAY + endHours * HOUR;
        const tags = { 'dormouse:hours': `${text} until ${iso(end)}` };
        const edges = [end - BOUND - 1000, end - BOUND, end - 1000, end, end + 1000];
        const times = [...edges, ...Array.from({ length: 40 }, (_, index) => SATURDAY + index * 12 * HOUR)];
        const obeyed = times.filter(
          (at) =>
            JSON.stringify(verdicts(decided(office, tags, at))) !==
            JSON.stringify(verdicts(decided(office, {}, at))),
        );

        expect(obeyed.filter((at) => at >= end || at < end - BOUND)).toEqual([]);
      }),
      runs(40),
    );
  });
});

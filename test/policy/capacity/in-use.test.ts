import { describe, expect, test } from 'vitest';
import { decideCapacity } from '../../../shared/policy/capacity/decide.ts';
import type { CapacityEntry } from '../../../shared/policy/model/policy.ts';
import { aPolicy, DAY, hoursOf, MINUTE, SATURDAY, WEEKDAYS } from '../builders.ts';
import { aCapacityRule, anEntry, aServerless, capacityFacts } from './builders.ts';

/** 1-8 ACU by day, at most 4 at noon of each day, which is now; 1-8 is what the cluster has. */
const noon = hoursOf([{ days: [1, 2, 3, 4, 5, 6, 7], start: 12 * 60, end: 14 * 60 }]);
const small = anEntry({ hours: noon, min: 1, max: 4 });
const large = anEntry({ min: 1, max: 8 });

/** The decision of Saturday noon about a cluster that uses 6 ACU. */
function decide(tag: string | undefined, entries: readonly CapacityEntry[] = [small, large], units = 6) {
  const cluster = aServerless({ tags: tag === undefined ? {} : { 'dormouse:capacity': tag } });
  const facts = capacityFacts(cluster, { use: { state: 'known', units } });
  const policy = aPolicy({ rules: [aCapacityRule(entries)] });
  return decideCapacity(policy, { cluster, capacityFacts: facts }, SATURDAY);
}

describe('a smaller max that waits', () => {
  test('for three days in a row is named with how long the cluster has had more', () => {
    const decision = decide('1-8 2026-11-18T06:30:00Z by developers');

    expect(decision).toMatchObject({ verdict: 'skip', reason: 'capacity-in-use-for-days' });
    expect(decision.detail).toContain(
      'it uses 6 of 8 ACU, so the change to 1-4 ACU waits (inside some hours until Sat 14:00 Europe/Berlin); it has had the larger one since Wed 07:30',
    );
  });

  test.each([
    ['got its capacity two days ago', '1-8 2026-11-19T06:30:00Z by developers'],
    ['has another capacity than it was given', '1-16 2026-11-10T06:30:00Z by developers'],
    ['was refused it', '1-8 2026-11-10T06:30:00Z refused by developers'],
    ['has it by a first step', '1-8 2026-11-10T06:30:00Z first by developers'],
    ['got it from nobody that is known', undefined],
  ])('is in use when the cluster %s', (_, tag) => {
    expect(decide(tag).reason).toBe('capacity-in-use');
  });

  test('is in use when it has not been due at this time of the day before', () => {
    const weekend = anEntry({ hours: WEEKDAYS, min: 1, max: 8 });

    const { reason } = decide('1-8 2026-11-16T06:30:00Z by developers', [
      weekend,
      anEntry({ min: 1, max: 4 }),
    ]);

    expect(reason).toBe('capacity-in-use');
  });

  test('is carried out as soon as less is used', () => {
    expect(decide('1-8 2026-11-16T06:30:00Z by developers', [small, large], 4).reason).toBe(
      'capacity-differs',
    );
  });

  test('counts whole days', () => {
    const at = (ago: number) => `1-8 ${new Date(SATURDAY - ago).toISOString().slice(0, 19)}Z by developers`;

    expect(decide(at(3 * DAY)).reason).toBe('capacity-in-use-for-days');
    expect(decide(at(3 * DAY - MINUTE)).reason).toBe('capacity-in-use');
  });
});

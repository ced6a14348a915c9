import { describe, expect, test } from 'vitest';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import {
  aCluster,
  aPolicy,
  aPowerRule,
  aRule,
  hoursOf,
  SATURDAY,
  someFacts,
  withoutHours,
} from '../builders.ts';

const evidence = { state: 'busy', detail: 'DatabaseConnections was 3 at 12:55' } as const;

/** The decision of Saturday noon, outside mon-fri 07:30-19:00 in Berlin. */
function decide(tag: string | undefined, policy = aPolicy()) {
  const cluster = aCluster({ tags: tag === undefined ? {} : { 'dormouse:power': tag } });
  return decideStop(policy, { cluster, facts: someFacts(cluster, { evidence }) }, SATURDAY);
}

describe('a cluster that is busy outside its hours', () => {
  test('for three days in a row is named with what keeps it so', () => {
    const decision = decide('start 2026-11-18T06:30:00Z by developers');

    expect(decision).toMatchObject({ verdict: 'skip', reason: 'busy-for-days' });
    expect(decision.detail).toContain(
      'DatabaseConnections was 3 at 12:55; it has not been stopped since Wed 07:30',
    );
  });

  test.each([
    ['was started two days ago', 'start 2026-11-19T06:30:00Z by developers'],
    ['was stopped last', 'stop 2026-11-10T20:00:00Z by developers'],
    ['was never started by Dormouse', undefined],
  ])('is busy when it %s', (_, tag) => {
    expect(decide(tag).reason).toBe('busy');
  });

  test('is busy when its hours have ended three times in less than three days', () => {
    const hours = hoursOf(
      [8, 12, 16].map((start) => ({ days: [1, 2, 3, 4, 5], start: start * 60, end: (start + 2) * 60 })),
    );
    const policy = aPolicy({ rules: [aRule({ power: aPowerRule({ hours }) })] });

    expect(decide('start 2026-11-19T06:30:00Z by developers', policy).reason).toBe('busy');
    expect(decide('start 2026-11-18T06:30:00Z by developers', policy).reason).toBe('busy-for-days');
  });

  test.each([
    [
      'its hours have ended only once since',
      hoursOf([
        { days: [1], start: 0, end: 1440 },
        ...[2, 3, 4, 5].map((day) => ({ days: [day], start: 0, end: 1440 })),
      ]),
    ],
    ['the rule has no hours', undefined],
  ])('is busy when %s', (_, hours) => {
    const power = hours === undefined ? withoutHours() : aPowerRule({ hours });

    expect(
      decide('start 2026-11-16T06:30:00Z by developers', aPolicy({ rules: [aRule({ power })] })).reason,
    ).toBe('busy');
  });
});

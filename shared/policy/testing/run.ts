import type { Policy } from '../model/policy.ts';
import { settingsOf } from '../rules/settings.ts';
import type { EpochMs } from '../time/units.ts';
import { copiesOf, decideGiven, deletionsOf, type GivenWorld, givenWorld } from './decide-given.ts';
import { type Decided, type Expectation, isExpected, subjects } from './expectation.ts';
import type { PolicyTest, TestFile } from './schema.ts';
import { resolveTime } from './test-time.ts';

/** The result of one test. */
export interface TestResult {
  readonly name: string;
  /** Empty: the test has passed. */
  readonly failures: readonly Failure[];
  /** Rules that have decided something that the test asks about. */
  readonly rules: readonly string[];
}

/** A decision that is not as a test expects it. */
export type Failure =
  | {
      readonly kind: 'decision';
      readonly about: 'power' | 'capacity' | 'activityStream' | 'snapshot';
      readonly at: EpochMs;
      readonly expected: Expectation;
      readonly decided: Decided;
    }
  | {
      readonly kind: 'snapshots';
      readonly about: 'copies' | 'deletions';
      readonly at: EpochMs;
      readonly region: string;
      readonly expected: readonly string[];
      readonly decided: readonly string[];
    };

/** Runs every test of a file, in its order. */
export function runTests(policy: Policy, { tests, given, timezone }: TestFile): TestResult[] {
  return tests.map((test) => runTest(policy, test, given ?? {}, timezone ?? policy.timezone));
}

function runTest(
  policy: Policy,
  test: PolicyTest,
  always: NonNullable<TestFile['given']>,
  timezone: string,
): TestResult {
  const rules = new Set<string>();
  const failures = test.at.flatMap((time): Failure[] => {
    const at = resolveTime(time, { timezone, now: 0 });
    const world = givenWorld(policy, { ...always, ...test.given }, { timezone, now: at });
    return [...decisionFailures(test, world, rules), ...snapshotFailures(test, world, rules)];
  });
  return { name: test.name, failures, rules: [...rules] };
}

function decisionFailures({ expect }: PolicyTest, world: GivenWorld, rules: Set<string>): Failure[] {
  return subjects.flatMap((about): Failure[] => {
    const expected = expect[about];
    if (expected === undefined) return [];
    const decided = decideGiven(about, world);
    if (decided.rule !== undefined) rules.add(decided.rule);
    return isExpected(expected, decided)
      ? []
      : [{ kind: 'decision', about, at: world.observedAt, expected, decided }];
  });
}

function snapshotFailures({ expect }: PolicyTest, world: GivenWorld, rules: Set<string>): Failure[] {
  return (['copies', 'deletions'] as const).flatMap((about) => {
    const expected = expect[about];
    if (expected === undefined) return [];
    const rule = settingsOf(world.policy, world.cluster, 'snapshots');
    if (rule !== undefined) rules.add(rule.name);
    const decided = about === 'copies' ? copiesOf(world) : deletionsOf(world);
    return Object.entries(expected).flatMap(([region, names]): Failure[] => {
      const found = decided[region] ?? [];
      const isSame = found.length === names.length && names.every((name) => found.includes(name));
      return isSame
        ? []
        : [{ kind: 'snapshots', about, at: world.observedAt, region, expected: names, decided: found }];
    });
  });
}

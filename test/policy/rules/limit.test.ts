import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Limit } from '../../../shared/policy/model/policy.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import { limitDecisions } from '../../../shared/policy/rules/limit.ts';
import { runs } from '../../support/runs.ts';
import { aCluster, aPolicy, aRule, SATURDAY, someFacts } from '../builders.ts';

const policy = aPolicy({ rules: [aRule({ match: { clusters: ['dev-*'] } })] });

/** An act on the idle, a skip for the busy, and no rule for what is not named dev. */
function decide(id: string, lastAction?: string, state: 'idle' | 'busy' = 'idle'): Decision {
  const tags = lastAction === undefined ? {} : { 'dormouse:power': `start ${lastAction} by r` };
  const cluster = aCluster({ id, tags });
  return decideStop(
    policy,
    { cluster, facts: someFacts(cluster, { evidence: { state, detail: '' } }) },
    SATURDAY,
  );
}

const limit = (stop: Limit, decisions: readonly Decision[], seesAll = true): Decision[] =>
  limitDecisions({ ...policy, limits: { stop } }, 'stop', decisions, seesAll);
const acting = (decisions: readonly Decision[]): string[] =>
  decisions.filter(({ verdict }) => verdict === 'act').map(({ cluster }) => cluster);

const three = [
  decide('dev-a', '2026-11-20T06:00:00Z'),
  decide('dev-b', '2026-11-19T06:00:00Z'),
  decide('dev-c'),
];

describe('limitDecisions', () => {
  test('counts acts of the same sweep that were made before towards the cap, and their targets in a percentage', () => {
    const limitedTo = (stop: Limit, beyond: { targets: number; acts: number }) =>
      limitDecisions({ ...policy, limits: { stop } }, 'stop', three, true, 0, beyond)
        .filter(({ verdict }) => verdict === 'act')
        .map(({ cluster }) => cluster);

    const [first] = limitedTo({ cap: { count: 3 } }, { targets: 0, acts: 2 });
    expect(limitedTo({ cap: { count: 3 } }, { targets: 0, acts: 2 })).toHaveLength(1);
    expect(limitedTo({ cap: { count: 3 } }, { targets: 0, acts: 4 })).toEqual([]);
    expect(limitedTo({ cap: { percent: 20 } }, { targets: 7, acts: 1 })).toEqual([first]);
  });

  test('changes nothing without a limit, or with one for another action', () => {
    const other = { ...policy, limits: { start: { cap: { count: 0 } } } };

    expect(limitDecisions(policy, 'stop', three)).toEqual(three);
    expect(limitDecisions(other, 'stop', three)).toEqual(three);
  });

  test('leaves other actions alone', () => {
    const none = { ...policy, limits: { start: { cap: { count: 0 } } } };

    expect(limitDecisions(none, 'start', three)).toEqual(three);
  });

  test.each([
    [0, []],
    [1, ['dev-c']],
    [2, ['dev-b', 'dev-c']],
    [3, ['dev-a', 'dev-b', 'dev-c']],
  ])('lets those go first that have waited longest under a cap of %d', (count, expected) => {
    expect(acting(limit({ cap: { count } }, three))).toEqual(expected);
  });

  test('begins with others each minute where no tag remembers whose turn it is', () => {
    const untagged = { ...policy, tagActions: false, limits: { stop: { cap: { count: 3 } } } };
    const ids = Array.from({ length: 10 }, (_, n) => `dev-${n}`);
    const decisions = ids.map((id) => decide(id));
    const turns = (everyMinutes: number) =>
      Array.from({ length: 20 }, (_, n) => SATURDAY + n * everyMinutes * 60_000).flatMap((now) =>
        acting(limitDecisions(untagged, 'stop', decisions, true, now)),
      );

    for (const everyMinutes of [1, 5, 10, 15, 60]) {
      expect(new Set(turns(everyMinutes)), `every ${everyMinutes} minutes`).toEqual(new Set(ids));
      expect(turns(everyMinutes)).toHaveLength(60);
    }
  });

  test('keeps the turns that decisions have, also where no tag remembers', () => {
    const untagged = { ...policy, tagActions: false, limits: { stop: { cap: { count: 1 } } } };
    const ids = ['dev-a', 'dev-b', 'dev-c'];
    const decisions = ids.map((id, turn) => ({ ...decide(id), turn: turn === 1 ? 0 : 1 }) as Decision);

    for (let minute = 0; minute < 5; minute += 1) {
      const now = SATURDAY + minute * 60_000;
      expect(acting(limitDecisions(untagged, 'stop', decisions, true, now))).toEqual(['dev-b']);
    }
  });

  test('begins nowhere else where anything remembers whose turn it is', () => {
    const untagged = { ...policy, tagActions: false, limits: { stop: { cap: { count: 1 } } } };

    for (let minute = 0; minute < 5; minute += 1) {
      const now = SATURDAY + minute * 60_000;
      expect(acting(limitDecisions(untagged, 'stop', three, true, now))).toEqual(['dev-c']);
    }
  });

  test('goes by ARN among those that have waited as long', () => {
    const decisions = [decide('dev-c'), decide('dev-a'), decide('dev-b')];

    expect(acting(limit({ cap: { count: 2 } }, decisions))).toEqual(['dev-a', 'dev-b']);
  });

  test('says what the cap allows, and takes the command away', () => {
    const [first] = limit({ cap: { count: 1 } }, three);

    expect(first).toEqual({
      resourceArn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-a',
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-a',
      aspect: 'power',
      action: 'stop',
      rule: 'developers',
      verdict: 'skip',
      reason: 'limit-cap',
      detail: '3 clusters are due, limits.stop.cap allows 1',
    });
  });

  test.each(['createSnapshot', 'copySnapshot', 'deleteSnapshot'] as const)(
    'counts snapshots for %s',
    (action) => {
      const due = three.map((decision) => ({ ...decision, action }) as Decision);

      const [first] = limitDecisions({ ...policy, limits: { [action]: { cap: { count: 1 } } } }, action, due);

      expect(first?.detail).toBe(`3 snapshots are due, limits.${action}.cap allows 1`);
    },
  );

  test.each([
    [25, 1],
    [26, 2],
    [50, 2],
    [51, 3],
    [100, 3],
    [0, 0],
  ])('takes %d%% of the clusters that a rule decides, rounded up', (percent, expected) => {
    const scope = [...three, decide('dev-d', undefined, 'busy'), decide('prod-a'), decide('prod-b')];

    expect(acting(limit({ cap: { percent } }, scope))).toHaveLength(expected);
  });

  test('does nothing at all over the breaker', () => {
    const limited = limit({ breaker: { percent: 50 }, cap: { count: 1 } }, three);

    expect(limited.map(({ reason }) => reason)).toEqual(['limit-breaker', 'limit-breaker', 'limit-breaker']);
    expect(limited[0]?.detail).toBe('3 clusters are due, limits.stop.breaker allows 2 (50% of 3)');
  });

  test('says how many percent the cap allows, and of how many', () => {
    const [first] = limit({ cap: { percent: 50 } }, three);

    expect(first?.detail).toBe('3 clusters are due, limits.stop.cap allows 2 (50% of 3)');
  });

  test('does all up to the breaker', () => {
    expect(acting(limit({ breaker: { count: 3 } }, three))).toHaveLength(3);
  });

  test.each([
    ['leaves what has a breaker to a sweep', { breaker: { count: 3 } }, []],
    ['leaves it also under a breaker of all', { breaker: { percent: 100 }, cap: { count: 1 } }, []],
    ['keeps to a cap, which it can tell', { cap: { count: 1 } }, ['dev-c']],
    ['does all that has no limit', {}, ['dev-a', 'dev-b', 'dev-c']],
  ])('where it does not see all, %s', (_, stop, expected) => {
    expect(acting(limit(stop, three, false))).toEqual(expected);
  });

  test('says why it leaves to a sweep what has a breaker', () => {
    const [first] = limit({ breaker: { count: 3 } }, three, false);

    expect(first).toMatchObject({
      verdict: 'skip',
      reason: 'limit-breaker',
      detail:
        'an event shows only some clusters, not whether limits.stop.breaker is exceeded; the next full sweep decides',
    });
  });

  test('only ever turns an act into a skip, within the cap, all or none by the breaker, in order', () => {
    const amount = fc.oneof(
      fc.record({ count: fc.nat(6) }),
      fc.record({ percent: fc.integer({ min: 0, max: 100 }) }),
    );
    const time = fc.option(fc.constantFrom('2026-11-20T06:00:00Z', '2026-11-19T06:00:00Z'), {
      nil: undefined,
    });
    const ids = fc.uniqueArray(
      fc.constantFrom('dev-a', 'dev-b', 'dev-c', 'dev-d', 'dev-e', 'prod-a', 'prod-b'),
    );
    const decisions = ids.chain((each) =>
      fc.tuple(
        ...each.map((id) =>
          fc
            .tuple(time, fc.constantFrom('idle' as const, 'busy' as const))
            .map((args) => decide(id, ...args)),
        ),
      ),
    );
    const some = fc.record({ cap: amount, breaker: amount }, { requiredKeys: [] });

    fc.assert(
      fc.property(some, decisions, fc.boolean(), (stop, before, seesAll) => {
        const after = limit(stop, before, seesAll);

        const scope = before.filter(({ rule }) => rule !== undefined).length;
        const most = (one: typeof stop.cap): number =>
          one === undefined ? Infinity : 'count' in one ? one.count : Math.ceil((one.percent / 100) * scope);
        const due = acting(before).length;
        const isTripped = stop.breaker !== undefined && (!seesAll || due > most(stop.breaker));
        const allowed = isTripped ? 0 : Math.min(due, most(stop.cap));
        expect(acting(after)).toHaveLength(allowed);
        expect(after.map(({ resourceArn }) => resourceArn)).toEqual(
          before.map(({ resourceArn }) => resourceArn),
        );
        for (const [index, decision] of after.entries()) {
          if (decision.verdict === 'act' || before[index]?.verdict === 'skip')
            expect(decision).toEqual(before[index]);
          else expect(decision.reason).toMatch(/^limit-/);
        }
      }),
      runs(1000),
    );
  });
});

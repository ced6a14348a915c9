import { describe, expect, test } from 'vitest';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import { decideStop } from '../../../shared/policy/power/decide-stop.ts';
import { byTurn, rotated, skipThese, takesRoom } from '../../../shared/policy/rules/limit.ts';
import { aCluster, aPolicy, aRule, SATURDAY, someFacts } from '../builders.ts';

const policy = aPolicy();

/** A stop that is due, of a cluster that Dormouse last touched at a time. */
function decide(id: string, lastAction?: string): Decision {
  const tags = lastAction === undefined ? {} : { 'dormouse:power': `start ${lastAction} by r` };
  const cluster = aCluster({ id, tags });
  return decideStop(policy, { cluster, facts: someFacts(cluster) }, SATURDAY);
}

describe('rotated', () => {
  const tens = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

  test('begins far from where it began the minute before, and lately', () => {
    const starts = tens.map((minute) => rotated(tens, minute * 60_000)[0]);

    expect(starts).toEqual([0, 6, 2, 8, 4, 0, 7, 3, 9, 5]);
  });

  test('keeps all and their order, and begins with the same one for a whole minute', () => {
    expect(rotated(tens, 60_000)).toEqual([6, 7, 8, 9, 0, 1, 2, 3, 4, 5]);
    expect(rotated(tens, 119_999)).toEqual(rotated(tens, 60_000));
    expect(rotated([], 60_000)).toEqual([]);
  });
});

describe('byTurn', () => {
  const late = decide('dev-a', '2026-11-20T06:00:00Z');
  const early = decide('dev-b', '2026-11-19T06:00:00Z');
  const never = decide('dev-c');
  const withTurn = (decision: Decision | undefined, turn: number) => ({ ...decision, turn }) as Decision;

  test('goes by turn before how long each has waited', () => {
    const turns = [withTurn(never, 2), withTurn(late, 0), withTurn(early, 1)];

    expect(turns.toSorted(byTurn).map(({ cluster }) => cluster)).toEqual(['dev-a', 'dev-b', 'dev-c']);
  });

  test('takes one that has no turn as the first, and of those the one that waits longest', () => {
    const turns = [withTurn(never, 1), late, early];

    expect(turns.toSorted(byTurn).map(({ cluster }) => cluster)).toEqual(['dev-b', 'dev-a', 'dev-c']);
  });
});

describe('takesRoom', () => {
  const observed = { rules: [aRule({ mode: 'observe' })] };
  const stop = decide('dev-a');
  const snapshot = { ...stop, action: 'createSnapshot' } as Decision;
  const none = skipThese([snapshot], new Set([snapshot]), 'limit-cap', 'enough')[0] ?? stop;

  test.each([
    ['an act that makes a snapshot', policy, snapshot, true],
    ['the plan of a rule that observes', observed, snapshot, false],
    ['a skip', policy, none, false],
    ['an act that makes nothing', policy, stop, false],
  ])('%s', (_, rules, decision, expected) => {
    expect(takesRoom(rules, decision)).toBe(expected);
  });
});

import { describe, expect, test } from 'vitest';
import { explainRecovery, recoveryJson, recoveryLines } from '../../../cli/explain/recovery.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { decideDrills } from '../../../shared/policy/recovery/drill/decide.ts';
import { aPolicy, aRule, SATURDAY } from '../../policy/builders.ts';
import { aDrillWorld, aRecoveryRule, aSource } from '../../support/builders/drills.ts';

const tags = {
  'dormouse:proven':
    '2026-10-24T02:50:00Z point 2026-10-23T03:00:00Z in us-west-2 took 47m drill 202610110903-0123abcd',
};
const policy = aPolicy({
  rules: [aRule({ timezone: 'UTC', recovery: aRecoveryRule({ drill: { where: ['source', 'us-west-2'] } }) })],
});

function told(some: Partial<Cluster> = {}, by: Policy = policy): string[] {
  const source = aSource(some);
  const story = explainRecovery(by, source, SATURDAY, decideDrills(by, aDrillWorld({}, [source])));
  return story ? recoveryLines(story, 'UTC', SATURDAY) : [];
}

describe('the story of restore drills', () => {
  test('is none where no rule wants any and none has passed', () => {
    expect(told({}, aPolicy())).toEqual([]);
  });

  test('has the decision, the turns, and what was proven last', () => {
    expect(told({ tags })).toEqual([
      'drill       yes, drill-due: a restore drill of it is due, and nothing is in its way',
      expect.stringMatching(/^ {12}restores rds:dev-orders-2026-11-20 .* \(rule developers\)$/),
      'turn        newest in eu-central-1 until Sun 2026-12-06 05:36 UTC, then newest in us-west-2: every 30d, in the hours always',
      'proven      Sat 2026-10-24 02:50 UTC in us-west-2 within 47m, data of Fri 2026-10-23 03:00 UTC (drill 202610110903-0123abcd)',
    ]);
  });

  test('says that nothing was proven', () => {
    expect(told()).toContain('proven      by no drill, as far as its tag dormouse:proven says');
  });

  test('says what was proven where no rule wants drills any more', () => {
    expect(told({ tags }, aPolicy())).toEqual([expect.stringMatching(/^proven {6}Sat/)]);
  });

  test('has times in ISO 8601 for programs', () => {
    const story = explainRecovery(policy, aSource({ tags }), SATURDAY, []);

    expect(story && recoveryJson(story)).toMatchObject({
      everyMs: 30 * 86_400_000,
      turns: [
        { from: 'newest', region: 'eu-central-1', until: '2026-12-06T05:36:00.000Z' },
        { from: 'newest', region: 'us-west-2', since: '2026-12-06T05:36:00.000Z' },
      ],
      proven: { at: '2026-10-24T02:50:00.000Z', region: 'us-west-2', rtoMs: 47 * 60_000 },
    });
  });
});

import { describe, expect, test } from 'vitest';
import { capacityLines, explainCapacity } from '../../../cli/explain/capacity.ts';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { CapacityEntry } from '../../../shared/policy/model/policy.ts';
import { aCluster, aPolicy, aRule, WEEKDAYS } from '../../policy/builders.ts';
import { capacityDecision } from '../../support/builders/capacity.ts';
import { MONDAY } from '../builders.ts';

const WORK: CapacityEntry = { hours: WEEKDAYS, min: 2, max: 16, whenBusy: 'wait' };
const NIGHT: CapacityEntry = { min: 0, max: 4, autoPauseAfterMs: 600_000, whenBusy: 'apply' };

function told(
  some: Partial<Cluster>,
  capacity: readonly CapacityEntry[] | undefined,
  now = MONDAY,
): string[] {
  const policy = aPolicy({ rules: [aRule({ timezone: 'UTC', ...defined({ capacity }) })] });
  const to = { min: 2, max: 16 };
  const story = explainCapacity(policy, aCluster(some), now, [capacityDecision('capacity-differs', to)]);
  return story ? capacityLines(story, 'UTC', now) : [];
}

describe('the story of serverless capacity', () => {
  test('is none where no rule wants any and there is none', () => {
    expect(told({}, undefined)).toEqual([]);
  });

  test('reports the decision, what is declared, seen and allowed, and the last change', () => {
    const tags = { 'dormouse:capacity': '0-4 2026-11-22T19:00:00Z by scaled' };
    const serverless = { min: 0, max: 4, autoPauseAfterMs: 300_000 };

    expect(told({ serverless, tags }, [WORK, NIGHT])).toEqual([
      'capacity    yes, capacity-differs: its capacity is not what the rule says for now',
      '            capacity-differs it is (rule scaled)',
      'declared    2-16 ACU, whenBusy: wait; inside mon-fri 07:30-19:00 until Mon 19:00 UTC',
      'observed    0-4 ACU pausing after 5m',
      'AWS allows  0-256 ACU',
      'last change 0-4 ACU Sun 19:00 UTC by scaled',
    ]);
  });

  test('names the line without hours outside of them', () => {
    expect(told({}, [WORK, NIGHT], MONDAY + 12 * 3_600_000)).toEqual(
      expect.arrayContaining([
        'declared    0-4 ACU pausing after 10m, whenBusy: apply; the entry without hours',
        'observed    no serverless capacity',
      ]),
    );
  });

  test('says when the next line begins where none holds', () => {
    expect(told({}, [WORK], MONDAY + 12 * 3_600_000)).toContain(
      'declared    no entry applies now; the next one starts Tue 07:30 UTC',
    );
  });

  test('says what AWS does not allow', () => {
    expect(told({ engine: 'aurora-mysql', engineVersion: '5.7.mysql_aurora.2.11.5' }, [NIGHT])).toContain(
      'AWS allows  no serverless capacity for its engine and version',
    );
  });
});

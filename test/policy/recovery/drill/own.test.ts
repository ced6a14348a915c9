import { describe, expect, test } from 'vitest';
import type { Cluster, Member } from '../../../../shared/policy/model/cluster.ts';
import { nextStep } from '../../../../shared/policy/recovery/drill/next-step.ts';
import { aDrill, drillSeen, OPENED } from '../../../support/builders/open-drills.ts';
import { HOUR } from '../../builders.ts';

const known = { ...aDrill().restored, resourceId: 'cluster-DRILL' };
const failed = {
  verdict: 'failed',
  failure: { phase: 'check', reason: 'check-failed', detail: '3 rows' },
} as const;

interface Case {
  readonly is: string;
  readonly cluster?: Partial<Cluster>;
  readonly instances?: readonly Partial<Member>[];
  readonly step: string;
  readonly detail?: RegExp;
}

describe('nothing is deleted that the drill has not surely made', () => {
  const drill = aDrill({ ...failed, restored: known });

  test.each<Case>([
    { is: 'a cluster without the tag', cluster: { tags: {} }, step: 'leftover', detail: /took the tag/ },
    {
      is: 'a cluster with the tag of another drill',
      cluster: { tags: { 'dormouse:drill': '202611210200-1f2e3d4c' } },
      step: 'leftover',
      detail: /another drill/,
    },
    { is: 'another cluster of the name', cluster: { resourceId: 'cluster-OTHER' }, step: 'leftover' },
    {
      is: 'an instance that somebody added',
      cluster: {},
      instances: [{ id: 'mine', tags: {} }],
      step: 'leftover',
      detail: /somebody added the instance mine/,
    },
    { is: 'its instance without the tag', cluster: {}, instances: [{ tags: {} }], step: 'leftover' },
  ])('$is', ({ cluster, instances = [], step, detail }) => {
    const next = nextStep(drill, drillSeen(drill, cluster, instances), OPENED + HOUR);

    expect(next.do).toBe(step);
    expect(next.record.cleanUp?.leftover).toBe(next.detail);
    if (detail !== undefined) expect(next.detail).toMatch(detail);
  });

  test('nor one that is older than the drill, as long as no resource id is on record', () => {
    const unknown = aDrill(failed);
    const cluster = { createdAt: OPENED - HOUR };

    expect(nextStep(unknown, drillSeen(unknown, cluster, []), OPENED + HOUR).do).toBe('leftover');
  });

  test('its tag is put back by hand: it is deleted', () => {
    const next = nextStep(drill, drillSeen(drill, {}, []), OPENED + HOUR);

    expect(next.do).toBe('delete-cluster');
  });
});

test('a step has the resource id and the time of its call on record before the call', () => {
  const drill = aDrill(failed);
  const { record } = nextStep(drill, drillSeen(drill, {}, []), OPENED + HOUR);

  expect(record.restored.resourceId).toBe('cluster-DRILL');
  expect(record.phases.clusterDeleteRequestedAt).toBe('2026-11-28T03:00:00Z');
});

import { describe, expect, test } from 'vitest';
import type { Cluster, Member } from '../../../../shared/policy/model/cluster.ts';
import type { DrillPhases, DrillRecord } from '../../../../shared/policy/model/drill-record.ts';
import { nextStep } from '../../../../shared/policy/recovery/drill/next-step.ts';
import { aDrill, drillSeen, OPENED } from '../../../support/builders/open-drills.ts';
import { MINUTE } from '../../builders.ts';

const at = (minutes: number): string => new Date(OPENED + minutes * MINUTE).toISOString().replace('.000', '');
const known = { ...aDrill().restored, resourceId: 'cluster-DRILL' };
const ready = {
  connection: { secret: { arn: 'arn:secret', status: 'active' } },
  setup: { flags: ['dataApi'] },
} as const;

interface Case {
  readonly is: string;
  readonly record?: Partial<DrillRecord>;
  readonly phases?: DrillPhases;
  readonly cluster?: Partial<Cluster>;
  readonly instances?: readonly Partial<Member>[];
  readonly minutes?: number;
  readonly step: string;
  readonly failure?: string;
  readonly detail?: RegExp;
}

const failed = {
  verdict: 'failed',
  failure: { phase: 'check', reason: 'check-failed', detail: '3 rows' },
} as const;
const passed = { verdict: 'passed' } as const;

describe('a drill on record', () => {
  test.each<Case>([
    { is: 'not requested yet', step: 'restore' },
    {
      is: 'requested, with the answer lost',
      phases: { restoreRequestedAt: at(0) },
      step: 'restore',
    },
    {
      is: 'accepted and not listed yet',
      record: { restored: known },
      phases: { restoreRequestedAt: at(20) },
      step: 'wait',
    },
    { is: 'being restored', cluster: { status: 'creating' }, step: 'wait', detail: /is creating/ },
    { is: 'restored', cluster: {}, step: 'create-instance' },
    {
      is: 'restored, with an instance that is not listed yet',
      cluster: {},
      phases: { instanceRequestedAt: at(28) },
      step: 'wait',
    },
    {
      is: 'restored, with an instance that was asked for long ago and never came',
      cluster: {},
      phases: { instanceRequestedAt: at(0) },
      step: 'create-instance',
    },
    { is: 'with a new instance', cluster: {}, instances: [{ status: 'creating' }], step: 'wait' },
    { is: 'with an instance', cluster: {}, instances: [{}], step: 'prepare' },
    {
      is: 'with a new secret',
      cluster: { ...ready, connection: { secret: { arn: 'arn:secret', status: 'creating' } } },
      instances: [{}],
      step: 'wait',
      detail: /secret .* is creating/,
    },
    {
      is: 'whose password is being changed',
      cluster: { ...ready, status: 'resetting-master-credentials' },
      instances: [{}],
      step: 'wait',
    },
    { is: 'that can be asked', cluster: ready, instances: [{}], step: 'check' },
    {
      is: 'that a function asks, which needs no secret',
      cluster: {},
      instances: [{}],
      record: { wanted: { checks: [{ kind: 'function', arn: 'arn:f' }], targets: {} } },
      step: 'check',
    },
    { is: 'that has passed', record: passed, cluster: ready, instances: [{}], step: 'delete-instance' },
    { is: 'that has failed', record: failed, cluster: ready, instances: [{}], step: 'delete-instance' },
    {
      is: 'whose instance is being deleted',
      record: failed,
      cluster: ready,
      instances: [{ status: 'deleting' }],
      step: 'delete-cluster',
    },
    { is: 'without an instance any more', record: failed, cluster: ready, step: 'delete-cluster' },
    {
      is: 'whose deletion was asked for a minute ago',
      record: failed,
      cluster: ready,
      phases: { clusterDeleteRequestedAt: at(29) },
      step: 'wait',
    },
    {
      is: 'whose deletion was asked for long ago',
      record: failed,
      cluster: ready,
      phases: { clusterDeleteRequestedAt: at(0) },
      step: 'delete-cluster',
    },
    { is: 'whose cluster is being deleted', record: failed, cluster: { status: 'deleting' }, step: 'wait' },
    { is: 'of which nothing is left', record: { ...failed, restored: known }, step: 'close' },
    {
      is: 'that has failed before anything was listed',
      record: failed,
      phases: { restoreRequestedAt: at(10) },
      step: 'wait',
      detail: /may not be listed yet/,
    },
  ])('$is: $step', ({ record, phases = {}, cluster, instances = [], minutes = 30, step, detail }) => {
    const drill = aDrill({ ...record, phases: { ...record?.phases, ...phases } });
    const next = nextStep(drill, drillSeen(drill, cluster, instances), OPENED + minutes * MINUTE);

    expect(next.do).toBe(step);
    expect(next.record.failure).toEqual(record?.failure);
    if (detail !== undefined) expect(next.detail).toMatch(detail);
  });
});

describe('whatever goes wrong leads to deleting', () => {
  test.each<Case>([
    {
      is: 'a restore that AWS could not finish',
      cluster: { status: 'incompatible-restore' },
      step: 'delete-cluster',
      failure: 'restore-failed',
    },
    {
      is: 'an instance that cannot start',
      cluster: {},
      instances: [{ status: 'incompatible-network' }],
      step: 'delete-instance',
      failure: 'restore-failed',
    },
    {
      is: 'a time that is over',
      cluster: { status: 'creating' },
      minutes: 12 * 60,
      step: 'delete-cluster',
      failure: 'ttl',
    },
    {
      is: 'a time that is over with nothing listed',
      phases: { restoreRequestedAt: at(12 * 60 - 1) },
      minutes: 12 * 60,
      step: 'wait',
      failure: 'ttl',
    },
    {
      is: 'a cluster that another hand has deleted',
      record: { restored: known },
      phases: { restoreRequestedAt: at(0), clusterAvailableAt: at(20) },
      minutes: 60,
      step: 'close',
      failure: 'vanished',
    },
    {
      is: 'a cluster that another hand deletes',
      cluster: { status: 'deleting' },
      step: 'wait',
      failure: 'vanished',
    },
    {
      is: 'an instance that another hand has deleted',
      cluster: {},
      phases: { instanceRequestedAt: at(0), instanceAvailableAt: at(10) },
      step: 'delete-cluster',
      failure: 'vanished',
    },
    {
      is: 'a cluster that somebody has stopped',
      cluster: { status: 'stopped' },
      step: 'leftover',
      failure: 'vanished',
    },
  ])(
    '$is: $failure, then $step',
    ({ record, phases = {}, cluster, instances = [], minutes = 30, ...then }) => {
      const drill = aDrill({ ...record, phases });
      const next = nextStep(drill, drillSeen(drill, cluster, instances), OPENED + minutes * MINUTE);

      expect(next.do).toBe(then.step);
      expect(next.record).toMatchObject({ verdict: 'failed', failure: { reason: then.failure } });
    },
  );
});

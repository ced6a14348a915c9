import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';

const region = 'eu-central-1';
const account = '111122223333';

/** A drill of one cluster that has just been put on record. */
export function drillRecord(over: Partial<DrillRecord> = {}): DrillRecord {
  const drill = over.drill ?? '202611280200-0a1b2c3d';
  return {
    version: 1,
    drill,
    deployment: 'prod',
    rule: 'production',
    source: {
      ...{ account, region, cluster: 'prod-orders', resourceId: 'cluster-ORDERS' },
      arn: `arn:aws:rds:${region}:${account}:cluster:prod-orders`,
      ...{ engine: 'aurora-postgresql', engineVersion: '16.6' },
    },
    point: {
      kind: 'snapshot',
      arn: `arn:aws:rds:${region}:${account}:cluster-snapshot:prod-orders-20261127`,
      ...{ snapshot: 'prod-orders-20261127', createdAt: '2026-11-27T03:00:00Z' },
    },
    place: { account, region },
    restored: {
      cluster: `dormouse-drill-prod-orders-${drill}`,
      arn: `arn:aws:rds:${region}:${account}:cluster:dormouse-drill-prod-orders-${drill}`,
      instance: `dormouse-drill-prod-orders-${drill}-1`,
      instanceClass: 'db.r6g.large',
    },
    settings: {
      ...{ engine: 'aurora-postgresql', engineVersion: '16.6', subnetGroup: 'drills' },
      securityGroups: ['sg-0123456789abcdef0'],
      tags: { 'dormouse:drill': drill },
    },
    wanted: {
      checks: [{ kind: 'sql', sql: 'select count(*) from orders', database: 'shop', atLeast: 1000 }],
      targets: { rtoMs: 4 * 3_600_000, rpoMs: 26 * 3_600_000 },
    },
    openedAt: '2026-11-28T03:10:00Z',
    until: '2026-11-28T15:10:00Z',
    phases: {},
    checks: [],
    versions: { dormouse: '0.1.0' },
    ...over,
  };
}

/** The same drill once it is over and everything went well: 47 minutes for the restore, the data a day old. */
export function passedRecord(over: Partial<DrillRecord> = {}): DrillRecord {
  const base = drillRecord(over);
  return {
    ...base,
    restored: { ...base.restored, resourceId: 'cluster-DRILL' },
    phases: {
      restoreRequestedAt: '2026-11-28T03:10:02Z',
      clusterAvailableAt: '2026-11-28T03:35:00Z',
      instanceRequestedAt: '2026-11-28T03:35:01Z',
      instanceAvailableAt: '2026-11-28T03:50:00Z',
      credentialsAt: '2026-11-28T03:55:00Z',
      usableAt: '2026-11-28T03:57:02Z',
      checkedAt: '2026-11-28T03:57:03Z',
      instanceDeleteRequestedAt: '2026-11-28T03:57:04Z',
      clusterDeleteRequestedAt: '2026-11-28T04:02:00Z',
      goneAt: '2026-11-28T04:10:00Z',
    },
    checks: [
      {
        ...{ check: 'select count(*) from orders', verdict: 'passed', value: 48_210, ms: 320 },
        detail: 'it answered 48210, at least 1000',
      },
    ],
    ...{ rtoMs: 47 * 60_000, rpoMs: 24 * 3_600_000 + 10 * 60_000 + 2_000, verdict: 'passed' },
    ...over,
  };
}

/** A drill that failed because its check did: fewer rows than there have to be. */
export function failedRecord(over: Partial<DrillRecord> = {}): DrillRecord {
  const checks: DrillRecord['checks'] = [
    {
      ...{ check: 'select count(*) from orders', verdict: 'failed', value: 12, before: 48_210, ms: 300 },
      detail: 'it answered 12, less than 1000',
    },
  ];
  return passedRecord({ checks, verdict: 'failed', ...over });
}

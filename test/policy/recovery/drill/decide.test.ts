import { describe, expect, test } from 'vitest';
import type { DrillRecord } from '../../../../shared/policy/model/drill-record.ts';
import { decideDrills } from '../../../../shared/policy/recovery/drill/decide.ts';
import {
  aDrillPolicy,
  aDrillWorld,
  aRecoveryRule,
  aSnapshotOf,
  aSource,
  drillFacts,
} from '../../../support/builders/drills.ts';
import { aPolicy, aRule, DAY, SATURDAY } from '../../builders.ts';
import { drillCases } from './cases.ts';
import { preflightCases } from './preflight-cases.ts';

function recordOf(policy = aDrillPolicy(), world = aDrillWorld()): DrillRecord {
  const [decision] = decideDrills(policy, world);
  if (decision?.verdict !== 'act') throw new Error(`skipped: ${decision?.reason} ${decision?.detail}`);
  return decision.command.record;
}

describe('decideDrills', () => {
  test.each([...drillCases, ...preflightCases])(
    '$reason when $name',
    ({ cluster, policy, recovery, world, facts, ...expected }) => {
      const source = aSource(cluster);
      const given = {
        policy: { ...aDrillPolicy(aRecoveryRule(recovery)), ...policy },
        facts: drillFacts(facts),
      };

      const [decision] = decideDrills(given.policy, aDrillWorld({ facts: given.facts, ...world }, [source]));

      expect(decision?.reason).toBe(expected.reason);
      expect(decision?.detail).toContain(expected.detail ?? '');
      expect(decision?.verdict).toBe(expected.reason === 'drill-due' ? 'act' : 'skip');
    },
  );

  test('writes everything into the record that AWS would choose by itself', () => {
    const record = recordOf();

    expect(record.restored).toEqual({
      cluster: `dormouse-drill-dev-orders-${record.drill}`,
      arn: `arn:aws:rds:eu-central-1:111122223333:cluster:dormouse-drill-dev-orders-${record.drill}`,
      instance: `dormouse-drill-dev-orders-${record.drill}-1`,
      instanceClass: 'db.r6g.large',
    });
    expect(record.settings).toEqual({
      engine: 'aurora-postgresql',
      engineVersion: '16.4',
      subnetGroup: 'drills',
      securityGroups: ['sg-0123456789abcdef0'],
      parameterGroup: 'orders16',
      port: 5433,
      kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1',
      tags: {
        'dormouse:created-by': 'drill-restores',
        'dormouse:deployment': 'prod',
        'dormouse:rule': 'developers',
        'dormouse:drill': record.drill,
        'dormouse:drill-until': '2026-11-22T00:00:00Z',
        'dormouse:drill-of': 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
      },
    });
    expect(record).toMatchObject({
      openedAt: '2026-11-21T12:00:00Z',
      until: '2026-11-22T00:00:00Z',
      phases: {},
      checks: [],
      wanted: { checks: aRecoveryRule().checks, targets: {} },
    });
  });

  test('takes the oldest or the newest complete snapshot, by the time of the data', () => {
    const source = aSource();
    const snapshots = [
      aSnapshotOf(source, { id: 'b', createdAt: SATURDAY - 2 * DAY }),
      aSnapshotOf(source, { id: 'a', createdAt: SATURDAY - 9 * DAY }),
      aSnapshotOf(source, { id: 'c', createdAt: SATURDAY - DAY, status: 'creating' }),
    ];
    const chosen = (from: 'newest' | 'oldest') =>
      recordOf(aDrillPolicy(aRecoveryRule({ drill: { from: [from] } })), aDrillWorld({ snapshots })).point;

    expect(chosen('newest')).toMatchObject({ snapshot: 'b' });
    expect(chosen('oldest')).toMatchObject({ snapshot: 'a' });
  });

  test('uses the parameter group of the source for a recovery point of an earlier minor version', () => {
    const facts = drillFacts({
      versions: {
        'aurora-postgresql': {
          known: ['16.4', '16.6'].map((version) => ({
            engine: 'aurora-postgresql',
            version,
            family: 'aurora-postgresql16',
          })),
        },
      },
    });
    const upgraded = aSource({ engineVersion: '16.6' });
    const world = aDrillWorld({ facts, snapshots: [aSnapshotOf(aSource())] }, [upgraded]);

    expect(recordOf(aDrillPolicy(), world).settings).toMatchObject({
      engineVersion: '16.4',
      parameterGroup: 'orders16',
    });
  });

  test('uses the default parameter group for a recovery point of another major version', () => {
    const snapshots = [aSnapshotOf(aSource({ engineVersion: '15.7' }))];
    const facts = drillFacts({
      versions: {
        'aurora-postgresql': {
          known: [{ engine: 'aurora-postgresql', version: '15.7', family: 'aurora-postgresql15' }],
        },
      },
      classes: { 'aurora-postgresql 15.7': drillFacts().classes['aurora-postgresql 16.4'] ?? { known: [] } },
    });

    expect(recordOf(aDrillPolicy(), aDrillWorld({ snapshots, facts })).settings).toMatchObject({
      engineVersion: '15.7',
      parameterGroup: 'default.aurora-postgresql15',
    });
  });

  test('has Extended Support where the source has it, or AWS would restore another version', () => {
    const lifecycle = 'open-source-rds-extended-support';

    expect(
      recordOf(aDrillPolicy(), aDrillWorld({}, [aSource({ setup: { lifecycle } })])).settings,
    ).toMatchObject({
      lifecycle,
    });
  });

  test('gives a serverless instance a range that does not pause', () => {
    const policy = aDrillPolicy(aRecoveryRule({ instance: { class: 'db.serverless' } }));
    const ranged = aSource({ serverless: { min: 0, max: 16 } });

    expect(recordOf(policy).settings.serverless).toEqual({ min: 0.5, max: 8 });
    expect(recordOf(policy, aDrillWorld({}, [ranged])).settings.serverless).toEqual({ min: 0.5, max: 16 });
  });

  test('lets the drill of the earliest period begin where only one may', () => {
    const sources = ['a', 'b', 'c'].map((id) => aSource({ id }));
    const decisions = decideDrills(aDrillPolicy(), aDrillWorld({}, sources));
    const all = decideDrills(aDrillPolicy(aRecoveryRule({ drill: { atMost: 3 } })), aDrillWorld({}, sources));
    const ids = all.flatMap((one) => (one.verdict === 'act' ? [one.command.record.drill] : []));

    expect(decisions.flatMap((one) => (one.verdict === 'act' ? [one.command.record.drill] : []))).toEqual(
      ids.toSorted().slice(0, 1),
    );
    expect(decisions.filter(({ reason }) => reason === 'drill-slots-full')).toHaveLength(2);
  });

  test('takes no room by a rule that only observes', () => {
    const sources = ['a', 'b', 'c'].map((id) => aSource({ id }));
    const policy = aPolicy({ rules: [aRule({ mode: 'observe', recovery: aRecoveryRule() })] });

    expect(decideDrills(policy, aDrillWorld({}, sources)).map(({ reason }) => reason)).toEqual(
      Array(3).fill('drill-due'),
    );
  });

  test('counts a drill on record that AWS does not list yet', () => {
    const record = recordOf();
    const other = aSource({ id: 'other' });
    const world = aDrillWorld({ open: [{ record, etag: '1' }] }, [aSource(), other]);
    const policy = aDrillPolicy(aRecoveryRule({ drill: { atMost: 2 } }));
    const room = (clusters: number) =>
      decideDrills(policy, { ...world, facts: drillFacts({ room: { known: { clusters, instances: 9 } } }) });

    expect(decideDrills(aDrillPolicy(), world).map(({ cluster, reason }) => [cluster, reason])).toEqual([
      ['other', 'drill-slots-full'],
    ]);
    expect(room(2).map(({ reason }) => reason)).toEqual(['drill-quota-full']);
    expect(room(3).map(({ reason }) => reason)).toEqual(['drill-due']);
  });

  test('decides in another Region on the clusters whose turn it is there, and on no others', () => {
    const source = aSource();
    const policy = aDrillPolicy(aRecoveryRule({ drill: { where: ['us-west-2'] } }));
    const here = aDrillWorld({
      region: 'us-west-2',
      snapshots: [
        aSnapshotOf(source, {
          region: 'us-west-2',
          id: 'copy',
          type: 'manual',
          sourceArn: aSnapshotOf(source).arn,
        }),
      ],
    });

    expect(decideDrills(policy, here)).toMatchObject([
      {
        verdict: 'act',
        region: 'us-west-2',
        command: {
          region: 'us-west-2',
          record: {
            place: { region: 'us-west-2' },
            settings: { parameterGroup: 'default.aurora-postgresql16' },
          },
        },
      },
    ]);
    expect(decideDrills(aDrillPolicy(), here)).toEqual([]);
  });
});

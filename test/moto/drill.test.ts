/**
 * The calls of a restore drill against moto, and what they leave behind as boto3 sees it. Where moto is not AWS
 * (https://github.com/getmoto/moto/blob/5.2.5/moto/rds/models.py):
 * - A cluster and an instance are available, and gone, at once; nothing is refused for its state. That is the simulator's
 *   part, and so are the data and all that a drill asks of IAM.
 * - A restore finds a snapshot by its name alone, and a cluster by its identifier: a drill of Aurora names the resource id,
 *   so the point in time here is one of Neptune.
 */
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateDBSubnetGroupCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import {
  createDrillInstance,
  deleteDrillCluster,
  deleteDrillInstance,
  restoreDrillCluster,
} from '../../shared/aws/write/drill-commands.ts';
import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { drillRecord } from '../support/builders/drill-records.ts';
import { askBoto3 } from './boto3.ts';
import { createCluster, readCluster } from './fleet.ts';
import { type MotoServer, startMoto } from './server.ts';
import { takeSnapshot } from './snapshots.ts';

const region = 'eu-central-1';
const account = '123456789012';

interface Seen {
  readonly clusters: Readonly<Record<string, Record<string, unknown>>>;
  readonly instances: Readonly<Record<string, Record<string, unknown>>>;
  readonly snapshots: readonly string[];
}

let moto: MotoServer;
let drill: DrillRecord;
let pointInTime: DrillRecord;
let scope: AwsScope;

/** A drill of a cluster as moto has it, under the names and with the tags of drills. */
async function aDrill(of: string, id: string, point: DrillRecord['point']): Promise<DrillRecord> {
  const base = drillRecord({ drill: id });
  const {
    DbClusterResourceId = '',
    DBClusterArn = '',
    Engine = '',
    EngineVersion = '',
  } = await readCluster(region, of);
  const engine = { engine: Engine, engineVersion: EngineVersion };
  const cluster = `dormouse-drill-${of}-${id}`;
  return {
    ...base,
    point,
    source: {
      ...base.source,
      account,
      cluster: 'orders',
      arn: DBClusterArn,
      resourceId: DbClusterResourceId,
    },
    place: { account, region },
    restored: {
      ...{ cluster, arn: DBClusterArn.replace(/[^:]+$/, cluster), instance: `${cluster}-1` },
      instanceClass: 'db.r6g.large',
    },
    settings: {
      ...base.settings,
      ...{ ...engine, port: 5432 },
      tags: { 'dormouse:drill': id, 'dormouse:drill-of': DBClusterArn },
    },
  };
}

async function makeSubnetGroup(): Promise<void> {
  const ec2 = new EC2Client({ region });
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const subnets = await Promise.all(
    ['a', 'b'].map((zone, index) =>
      ec2.send(
        new CreateSubnetCommand({
          ...{ VpcId: Vpc?.VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone: `${region}${zone}` },
        }),
      ),
    ),
  );
  await new RDSClient({ region }).send(
    new CreateDBSubnetGroupCommand({
      ...{ DBSubnetGroupName: 'drills', DBSubnetGroupDescription: 'drills' },
      SubnetIds: subnets.flatMap(({ Subnet }) => Subnet?.SubnetId ?? []),
    }),
  );
}

beforeAll(async () => {
  moto = await startMoto();
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'any');
  vi.stubEnv('AWS_ENDPOINT_URL', moto.url);
  await makeSubnetGroup();
  await createCluster({ id: 'orders', region, tags: { team: 'shop' } });
  await takeSnapshot(region, 'orders', 'before', { team: 'shop' });
  await createCluster({ id: 'graph', region, engine: 'neptune', tags: { team: 'graph' } });
  drill = await aDrill('orders', '202611280200-0a1b2c3d', {
    ...{ kind: 'snapshot', arn: 'before', snapshot: 'before', createdAt: '2026-11-27T03:00:00Z' },
  });
  pointInTime = await aDrill('graph', '202611280300-0a1b2c3d', {
    kind: 'pitr',
    restoreTime: '2026-11-28T01:00:00Z',
  });
  const unused = async () => Promise.reject(new Error('a drill does not ask it'));
  scope = {
    ...{ account, region, inRegion: () => scope },
    clients: { rds: new RDSClient({ region }), cloudwatch: unused, kms: unused },
  };
});

afterAll(() => moto?.close());

async function seen(): Promise<Seen> {
  const { [region]: found } = await askBoto3<Seen>('read_drill.py', moto.url, [region]);
  if (found === undefined) throw new Error('boto3 saw nothing');
  return found;
}

test('a snapshot is restored outside of the default VPC, unprotected, and with the tags of the drill', async () => {
  const resourceId = await restoreDrillCluster(scope, drill);
  const { clusters } = await seen();

  expect(resourceId).toMatch(/^cluster-/);
  expect(clusters[drill.restored.cluster]).toMatchObject({
    ...{ engine: ['aurora-postgresql', drill.settings.engineVersion], group: 'drills', port: 5432 },
    ...{ isInDefaultVpc: false, isProtected: false, members: [], tags: drill.settings.tags },
  });
});

test('its one instance is not public, and has the same tags', async () => {
  await createDrillInstance(scope, drill);
  const { clusters, instances } = await seen();

  expect(clusters[drill.restored.cluster]?.members).toEqual([drill.restored.instance]);
  expect(instances[drill.restored.instance]).toEqual({
    ...{ class: 'db.r6g.large', isPublic: false, cluster: drill.restored.cluster, tags: drill.settings.tags },
  });
});

test('instance and cluster are deleted, nothing else is, and no last snapshot is taken', async () => {
  const before = await seen();
  await deleteDrillInstance(scope, drill);
  await deleteDrillCluster(scope, drill);
  const after = await seen();

  expect(before.instances).toHaveProperty(drill.restored.instance);
  expect(Object.keys(after.clusters).sort()).toEqual(['graph', 'orders']);
  expect(Object.keys(after.instances).sort()).toEqual(['graph-1', 'orders-1']);
  expect(after.snapshots).toEqual(before.snapshots);
});

test('a point in time is restored in the same way, and its source stays as it was', async () => {
  const { clusters: before } = await seen();
  await restoreDrillCluster(scope, pointInTime);
  const { clusters } = await seen();
  await deleteDrillCluster(scope, pointInTime);

  expect(clusters[pointInTime.restored.cluster]).toMatchObject({
    ...{ group: 'drills', isInDefaultVpc: false, isProtected: false, members: [] },
    tags: pointInTime.settings.tags,
  });
  expect(clusters.graph).toEqual(before.graph);
  expect(Object.keys((await seen()).clusters).sort()).toEqual(['graph', 'orders']);
});

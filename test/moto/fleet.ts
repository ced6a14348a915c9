import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddTagsToResourceCommand,
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  type DBCluster,
  DescribeDBClustersCommand,
  RDSClient,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { assumeRole } from '../../shared/aws/client/assume-role.ts';
import { defined } from '../../shared/defined.ts';

/** The properties that a test gives a cluster. */
export interface ClusterSpec {
  readonly id: string;
  readonly region: string;
  readonly engine?: string;
  /** Default: moto's own. */
  readonly version?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Client connections throughout the two hours before `until`; absent: no metrics at all. */
  readonly connections?: number;
  /** Default: now. */
  readonly until?: Date;
  /** Its member is serverless then, unless `memberClass` says otherwise. */
  readonly serverless?: { readonly min: number; readonly max: number };
  readonly memberClass?: string;
  readonly stopped?: true;
  /** ARN of the key that encrypts it; absent: it is not encrypted. */
  readonly kmsKey?: string;
  /** Role to assume, when it is in another account. */
  readonly role?: string;
}

/** Clients in a Region, with the credentials of a role if there is one. */
function clientConfig(region: string, role: string | undefined) {
  return {
    region,
    ...(role !== undefined && {
      credentials: assumeRole(async () => new STSClient({ region }), { role, session: { name: 'test' } }),
    }),
  };
}

const namespaces: Readonly<Record<string, string>> = { neptune: 'AWS/Neptune' };

/** Makes the cluster with one member and its metrics, as a user would. */
export async function createCluster(spec: ClusterSpec): Promise<void> {
  const { id, region, role, tags, kmsKey, serverless, version, engine = 'aurora-postgresql' } = spec;
  const config = clientConfig(region, role);
  const rds = new RDSClient(config);
  const made = await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: id,
      Engine: engine,
      MasterUsername: 'postgres',
      MasterUserPassword: 'no-secret-at-all',
      ...defined({ EngineVersion: version }),
      ...(kmsKey !== undefined && { StorageEncrypted: true, KmsKeyId: kmsKey }),
      ...(serverless !== undefined && {
        ServerlessV2ScalingConfiguration: { MinCapacity: serverless.min, MaxCapacity: serverless.max },
      }),
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: `${id}-1`,
      DBClusterIdentifier: id,
      DBInstanceClass: spec.memberClass ?? (serverless === undefined ? 'db.r6g.large' : 'db.serverless'),
      Engine: engine,
    }),
  );
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  await rds.send(new AddTagsToResourceCommand({ ResourceName: made.DBCluster?.DBClusterArn, Tags }));
  if (spec.connections !== undefined) {
    const values = { DatabaseConnections: spec.connections, CPUUtilization: 2.5 };
    const of = { DBClusterIdentifier: id };
    await putMetrics(new CloudWatchClient(config), { of, engine, values, until: spec.until ?? new Date() });
  }
  if (spec.stopped) await rds.send(new StopDBClusterCommand({ DBClusterIdentifier: id }));
}

/** The cluster as moto has it now. */
export async function readCluster(region: string, id: string, role?: string): Promise<DBCluster> {
  const answer = await new RDSClient(clientConfig(region, role)).send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: id }),
  );
  const [cluster] = answer.DBClusters ?? [];
  if (cluster === undefined) throw new Error(`moto has no ${id} in ${region}`);
  return cluster;
}

/** Gives a cluster or an instance the same value of each metric in every minute of the two hours before `until`. */
export async function putMetrics(
  client: CloudWatchClient,
  given: {
    /** Its dimensions. */
    readonly of: Readonly<Record<string, string>>;
    readonly engine: string;
    readonly values: Readonly<Record<string, number>>;
    readonly until: Date;
  },
): Promise<void> {
  const { of, engine, values, until } = given;
  const Dimensions = Object.entries(of).map(([Name, Value]) => ({ Name, Value }));
  const minutes = Array.from({ length: 120 }, (_, minute) => new Date(until.getTime() - minute * 60_000));
  const MetricData = minutes.flatMap((Timestamp) =>
    Object.entries(values).map(([MetricName, Value]) => ({ MetricName, Dimensions, Timestamp, Value })),
  );
  await client.send(new PutMetricDataCommand({ Namespace: namespaces[engine] ?? 'AWS/RDS', MetricData }));
}

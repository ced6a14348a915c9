/** A simulator whose serverless clusters are asked and changed by SDK clients. */
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  type DBCluster,
  DescribeDBClustersCommand,
  ModifyDBClusterCommand,
  type ModifyDBClusterCommandInput,
  RDSClient,
} from '@aws-sdk/client-rds';
import { inProcess } from '../../../../simulator/in-process.ts';
import { createSimulator } from '../../../../simulator/simulator.ts';
import { evenTimings, minute, start } from '../../control-plane.ts';
import { credentials } from '../../stub-simulator.ts';

type Change = Partial<ModifyDBClusterCommandInput>;

export function aWorld(clusters: string) {
  const simulator = createSimulator({ fleet: `clusters: [${clusters}]\n${evenTimings}`, now: start });
  const requestHandler = inProcess(simulator);
  const config = { region: 'eu-central-1', credentials, requestHandler, maxAttempts: 1 };
  const rds = new RDSClient(config);
  const cloudWatch = new CloudWatchClient(config);

  return {
    ...{ simulator, rds },
    cluster: simulator.backend.cluster,
    state: () => simulator.backend.state().clusters[0]?.serverless,
    advance: (ms: number) => simulator.clock.advanceTo(simulator.clock.now() + ms),
    async describe(id = 'a'): Promise<DBCluster> {
      const { DBClusters } = await rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: id }));
      return DBClusters?.[0] ?? {};
    },
    async modify(MinCapacity?: number, MaxCapacity?: number, more: Change = {}): Promise<DBCluster> {
      const input = {
        DBClusterIdentifier: 'a',
        ServerlessV2ScalingConfiguration: { MinCapacity, MaxCapacity },
        ...more,
      };
      return (await rds.send(new ModifyDBClusterCommand(input))).DBCluster ?? {};
    },
    /** Values by minutes after the start; those of the last two minutes have not come yet. */
    async metric(
      MetricName: string,
      { namespace: Namespace = 'AWS/RDS', from = 0, stat = 'Maximum', instance = '' } = {},
    ) {
      const by = instance
        ? { Name: 'DBInstanceIdentifier', Value: instance }
        : { Name: 'DBClusterIdentifier', Value: 'a' };
      const Metric = { Namespace, MetricName, Dimensions: [by] };
      const { MetricDataResults } = await cloudWatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: [{ Id: 'q', MetricStat: { Metric, Period: 60, Stat: stat } }],
          StartTime: new Date(start + from * minute),
          EndTime: new Date(simulator.clock.now()),
          ScanBy: 'TimestampAscending',
        }),
      );
      const [{ Timestamps = [], Values = [] } = {}] = MetricDataResults ?? [];
      return Timestamps.map((at, n): [number, number | undefined] => [
        (at.getTime() - start) / minute,
        Values[n],
      ]);
    },
  };
}

/** Only where a value begins. */
export function steps(points: readonly (readonly [number, number | undefined])[]) {
  return points.filter(([, value], n) => value !== points[n - 1]?.[1]);
}

/** The code that a call fails with, and the beginning of its text. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'taken';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

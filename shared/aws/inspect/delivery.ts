import { paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import {
  DescribeEventBusCommand,
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetQueueAttributesCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { EpochMs } from '../../policy/time/units.ts';
import { ifThere } from '../client/if-there.ts';
import type { Inspector } from './inspector.ts';

/** A rule of EventBridge, and the ARNs that it sends events to. */
export interface DeployedRule {
  readonly isEnabled: boolean;
  readonly targets: readonly string[];
}

/** Undefined when there is no such rule, or no such bus; without a bus, the default one. */
export async function readRule(
  inspector: Pick<Inspector, 'eventbridge'>,
  name: string,
  bus?: string,
): Promise<DeployedRule | undefined> {
  const client = inspector.eventbridge;
  const where = bus === undefined ? {} : { EventBusName: bus };
  return ifThere(/^ResourceNotFoundException$/, async () => {
    const { State } = await client.send(new DescribeRuleCommand({ Name: name, ...where }));
    const { Targets = [] } = await client.send(new ListTargetsByRuleCommand({ Rule: name, ...where }));
    return { isEnabled: State !== 'DISABLED', targets: Targets.flatMap(({ Arn }) => Arn ?? []) };
  });
}

/** The resource policy of a bus as JSON text; undefined when there is no such bus, or nobody else is let in. */
export async function readBusPolicy(
  { eventbridge }: Pick<Inspector, 'eventbridge'>,
  name: string,
): Promise<string | undefined> {
  return ifThere(/^ResourceNotFoundException$/, async () => {
    return (await eventbridge.send(new DescribeEventBusCommand({ Name: name }))).Policy;
  });
}

/** How many messages a queue has, by its name; undefined when there is no such queue. */
export async function readDepth(inspector: Inspector, name: string): Promise<number | undefined> {
  const client = inspector.sqs;
  return ifThere(/NonExistentQueue|QueueDoesNotExist/, async () => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: name }));
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Number(Attributes.ApproximateNumberOfMessages ?? 0);
  });
}

/** The periods in which each function has completed a sweep, by its name. */
export async function readSweeps(
  inspector: Inspector,
  service: string,
  functions: readonly string[],
  [from, to]: readonly [EpochMs, EpochMs],
): Promise<ReadonlyMap<string, number>> {
  const queries = functions.map((name, index) => ({
    Id: `f${index}`,
    MetricStat: {
      Metric: {
        Namespace: 'Dormouse',
        MetricName: 'ScopesSwept',
        Dimensions: [
          { Name: 'service', Value: service },
          { Name: 'function', Value: name },
        ],
      },
      Period: 300,
      Stat: 'SampleCount',
    },
  }));
  const sweeps = new Map<string, number>();
  const input = { MetricDataQueries: queries, StartTime: new Date(from), EndTime: new Date(to) };
  for await (const { MetricDataResults = [] } of paginateGetMetricData(
    { client: inspector.cloudwatch },
    input,
  )) {
    for (const { Id, Values = [] } of MetricDataResults) {
      const name = functions[Number(Id?.slice(1))];
      if (name !== undefined) sweeps.set(name, (sweeps.get(name) ?? 0) + Values.length);
    }
  }
  return sweeps;
}

import { paginateDescribeOrderableDBInstanceOptions } from '@aws-sdk/client-rds';
import pMap from 'p-map';
import { type AwsScope, sendOptions, warn } from '../client/aws-scope.ts';
import { classify } from '../client/faults.ts';
import { everyItem } from '../client/pages.ts';

/** An instance class for an engine version. */
export interface InstanceOption {
  readonly engine: string;
  readonly engineVersion: string;
  readonly instanceClass: string;
}

/** Modes of activity streams, by `optionKey`; an option that is missing is one that AWS does not offer. */
export type StreamModes = ReadonlyMap<string, readonly string[]>;

const CALLS_AT_ONCE = 4;

/** The same for the same option. */
export function optionKey({ engine, engineVersion, instanceClass }: InstanceOption): string {
  return `${engine} ${engineVersion} ${instanceClass}`;
}

/**
 * In which modes AWS offers activity streams for each option in the scope's Region: none where it offers the option
 * without them. One listing for each that differs. Throws when one fails or is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeOrderableDBInstanceOptions.html
 */
export async function readStreamModes(
  scope: AwsScope,
  wanted: readonly InstanceOption[],
): Promise<StreamModes> {
  const distinct = new Map(wanted.map((option) => [optionKey(option), option]));
  const read = await pMap(distinct, async ([key, option]) => ({ key, modes: await modesOf(scope, option) }), {
    concurrency: CALLS_AT_ONCE,
  });
  return new Map(read.flatMap(({ key, modes }) => (modes === undefined ? [] : [[key, modes]])));
}

/** The same class is offered once for each storage type and licence: what any of them can do counts. */
async function modesOf(scope: AwsScope, option: InstanceOption): Promise<string[] | undefined> {
  const { engine, engineVersion, instanceClass } = option;
  try {
    const offers = await everyItem(
      paginateDescribeOrderableDBInstanceOptions(
        { client: scope.clients.rds, pageSize: 100 },
        { Engine: engine, EngineVersion: engineVersion, DBInstanceClass: instanceClass },
        sendOptions(scope),
      ),
      (page) => page.OrderableDBInstanceOptions,
      (page) => page.Marker,
    );
    return offers.length === 0
      ? undefined
      : [...new Set(offers.flatMap(({ SupportedActivityStreamModes: modes = [] }) => modes))];
  } catch (error) {
    const fault = classify(error);
    // AWS does not know the class, or not any more with this version: that is about this option and about no other.
    if (fault?.name !== 'InvalidParameterValue' && fault?.name !== 'InvalidParameterCombination') throw error;
    warn(scope, `AWS offers no ${optionKey(option)} in ${scope.region}: ${fault.message}`, error);
    return undefined;
  }
}

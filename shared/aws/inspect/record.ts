import {
  type CloudWatchLogsClient,
  paginateDescribeLogGroups,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import type { EpochMs } from '../../policy/time/units.ts';

/** The beginning of the names of all records, before the stage. */
const RECORDS = '/aws/events/dormouse-';

/** The log groups with the outcome events of a stage: of its stack, and of those that were removed and left theirs. */
export async function findRecords(client: CloudWatchLogsClient, stage: string): Promise<string[]> {
  return groupNames(client, `${RECORDS}${stage}/`);
}

/** The stages whose outcome events are kept in this account and Region. */
export async function stagesWithRecord(client: CloudWatchLogsClient): Promise<string[]> {
  const names = await groupNames(client, RECORDS);
  return [...new Set(names.map((name) => name.slice(RECORDS.length).split('/')[0] ?? ''))];
}

async function groupNames(client: CloudWatchLogsClient, prefix: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { logGroups = [] } of paginateDescribeLogGroups(
    { client },
    { logGroupNamePrefix: prefix },
  )) {
    names.push(...logGroups.flatMap(({ logGroupName }) => logGroupName ?? []));
  }
  return names;
}

/** The lines to read: those written in [from, to), and of them those with any of the terms; without terms all. */
export interface WantedLines {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly terms: readonly string[];
}

/**
 * The lines of a log group, page by page and in no certain order. A page may be empty, and another follow: AWS looks
 * through a megabyte for each. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export async function* readRecord(
  client: CloudWatchLogsClient,
  logGroupName: string,
  { from, to, terms }: WantedLines,
): AsyncGenerator<string[]> {
  const pattern = terms.map((term) => `?"${term.replaceAll(/["\\]/g, '\\$&')}"`).join(' ');
  const input = {
    logGroupName,
    startTime: from,
    endTime: to,
    ...(pattern !== '' && { filterPattern: pattern }),
  };
  for await (const { events = [] } of paginateFilterLogEvents({ client }, input)) {
    yield events.flatMap(({ message }) => message ?? []);
  }
}

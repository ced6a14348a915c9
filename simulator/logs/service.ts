import { z } from 'zod';
import { type Call, type Service, ServiceError } from '../core/service.ts';
import { groupArn, type LogEvent, type LogGroup, type LogGroups } from './groups.ts';
import { readTerms } from './terms.ts';

const describeInput = z.object({
  logGroupNamePrefix: z.string().default(''),
  nextToken: z.string().optional(),
  limit: z.number().default(50),
});

const filterInput = z.object({
  logGroupName: z.string(),
  startTime: z.number().default(0),
  endTime: z.number().default(Number.POSITIVE_INFINITY),
  filterPattern: z.string().default(''),
  nextToken: z.string().optional(),
  limit: z.number().default(10_000),
});

/** AWS looks at up to 1 MB of a log group for a page, and gives what of it matches: a page may be empty. */
const LINES_PER_PAGE = 500;

/**
 * CloudWatch Logs, as far as DescribeLogGroups and FilterLogEvents, with patterns of terms.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function createLogs(groups: LogGroups): Service {
  return {
    name: 'logs',
    operations: {
      DescribeLogGroups(raw, call) {
        const { logGroupNamePrefix, nextToken, limit } = describeInput.parse(raw);
        const found = groups.all
          .filter((group) => isIn(group, call) && group.name.startsWith(logGroupNamePrefix))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1));
        const { page, token } = pageOf(found, nextToken, limit);
        return { logGroups: page.map(toShape), ...token };
      },
      FilterLogEvents(raw, call) {
        const { logGroupName, startTime, endTime, filterPattern, nextToken, limit } = filterInput.parse(raw);
        const group = groups.find(groupArn({ ...call, name: logGroupName }));
        if (group === undefined) {
          throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
        }
        const matches = readTerms(filterPattern);
        const { page, token } = pageOf(group.events, nextToken, Math.min(limit, LINES_PER_PAGE));
        const isMeant = ({ timestamp, message }: LogEvent) =>
          timestamp >= startTime && timestamp < endTime && matches(message);
        return { events: page.filter(isMeant), searchedLogStreams: [], ...token };
      },
    },
    resources({ logGroupName }, call) {
      return typeof logGroupName === 'string' ? [`${groupArn({ ...call, name: logGroupName })}:*`] : ['*'];
    },
  };
}

function pageOf<T>(all: readonly T[], nextToken: string | undefined, limit: number) {
  const from = Number(nextToken ?? 0);
  const to = from + limit;
  return { page: all.slice(from, to), token: to < all.length ? { nextToken: String(to) } : {} };
}

function isIn({ account, region }: LogGroup, call: Call): boolean {
  return account === call.account && region === call.region;
}

function toShape({ arn, name, createdAt }: LogGroup): Record<string, unknown> {
  return { logGroupName: name, arn: `${arn}:*`, creationTime: createdAt, storedBytes: 0 };
}

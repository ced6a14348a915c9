import type { Simulator } from '../simulator/assemble.ts';
import { isBus } from '../simulator/eventbridge/rules.ts';
import { isLogGroup } from '../simulator/logs/groups.ts';
import { alarmsAndDashboards } from '../test/system/deployed.ts';
import type { System } from '../test/system/system.ts';
import type { Billed } from './cost-prices.ts';

/** Usage for the bill: amounts that add up day by day, and amounts that stand all month. */
export interface Usage {
  readonly perDay: Partial<Record<Billed, number>>;
  readonly perMonth: Partial<Record<Billed, number>>;
}

/**
 * Lambda asks with five processes, each by long polling, and asks no less often where a maximum concurrency is set:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html. A long poll waits for 20 seconds at most:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
const EMPTY_RECEIVES_PER_DAY = (5 * 86_400) / 20;

/** 1,769 MB are one vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const MB_PER_CPU = 1_769;
const MEMORY_MB = 512;
/** Assumed duration of a call to real AWS, added to the time that it takes here. */
const CALL_SECONDS = 0.05;
/** The keys that EventBridge adds to an event: version, id, account, time, Region. */
const ENVELOPE_BYTES = 200;
/** Lambda's own lines about each invocation: START, END and REPORT. */
const PLATFORM_LOG_BYTES = 400;

/** The usage of a system in a day. `metricHours`: the hours in which each metric was sent, summed over all metrics. */
export function usageOf(
  { calls, bus, buses }: Simulator,
  { counts }: System,
  { logBytes, metricHours }: { readonly logBytes: number; readonly metricHours: number },
): Usage {
  const all = Object.values(counts);
  const sum = (key: 'scheduled' | 'batches' | 'ms') => all.reduce((total, count) => total + count[key], 0);
  const invocations = sum('scheduled') + sum('batches');
  const seconds = (sum('ms') / 1000) * (MB_PER_CPU / MEMORY_MB) + calls.list().length * CALL_SECONDS;
  const delivered = buses.deliveries.filter(({ outcome }) => outcome === 'delivered');
  const forwarded = delivered.filter(({ target }) => isBus(target)).length;
  const queued = delivered.filter(({ target }) => !isBus(target) && !isLogGroup(target)).length;
  // The record and the archive keep each event with its envelope.
  const eventBytes = bus.reduce((sum, event) => sum + JSON.stringify(event).length + ENVELOPE_BYTES, 0);
  const { alarms, compositeAlarms, dashboards } = alarmsAndDashboards();
  return {
    perDay: {
      'Lambda requests': invocations,
      'Lambda duration, arm64': seconds * (MEMORY_MB / 1024),
      'SQS requests of the functions and rules': calls.list({ service: 'sqs' }).length + queued,
      // One receive and at most one delete for each batch, and all that come back empty.
      "SQS requests of Lambda's pollers": all.length * EMPTY_RECEIVES_PER_DAY + 2 * sum('batches'),
      'EventBridge events put, or sent to another account or Region': bus.length + forwarded,
      'EventBridge Scheduler': sum('scheduled'),
      'CloudWatch GetMetricData': calls.list({ action: 'GetMetricData' }).reduce(addQueries, 0),
      'CloudWatch custom metrics': metricHours / 730,
      'CloudWatch logs': (logBytes + invocations * PLATFORM_LOG_BYTES + eventBytes) / 1e9,
      'EventBridge archive': eventBytes / 1e9,
      'KMS requests': calls.list({ service: 'kms' }).length,
    },
    perMonth: {
      'CloudWatch alarms': alarms,
      'CloudWatch composite alarms': compositeAlarms,
      'CloudWatch dashboards': dashboards,
      'KMS keys': 1,
    },
  };
}

/** The record keeps a long list as its length: `75 entries`. */
function addQueries(total: number, { input }: { readonly input: Readonly<Record<string, unknown>> }): number {
  const queries = input.MetricDataQueries;
  return total + (Array.isArray(queries) ? queries.length : Number.parseInt(String(queries), 10));
}

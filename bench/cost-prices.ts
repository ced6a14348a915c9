/** Public prices in US dollars for us-east-1, as of November 2026. */

/** One item on the bill: its unit and its price. */
export interface Price {
  readonly unit: string;
  /** For one `unit`. */
  readonly usd: number;
  /** Free in every month, counted over the whole account. */
  readonly free?: number;
  readonly source: string;
}

const lambda = 'https://aws.amazon.com/lambda/pricing/';
const sqs = 'https://aws.amazon.com/sqs/pricing/';
const eventBridge = 'https://aws.amazon.com/eventbridge/pricing/';
const cloudWatch = 'https://aws.amazon.com/cloudwatch/pricing/';
const kms = 'https://aws.amazon.com/kms/pricing/';

export const prices = {
  'Lambda requests': { unit: 'request', usd: 0.2e-6, free: 1e6, source: lambda },
  'Lambda duration, arm64': { unit: 'GB-second', usd: 0.0000133334, free: 400_000, source: lambda },
  'SQS requests of the functions and rules': { unit: 'request', usd: 0.4e-6, source: sqs },
  // The free amount applies once per account; the pollers alone need more than that.
  "SQS requests of Lambda's pollers": { unit: 'request', usd: 0.4e-6, free: 1e6, source: sqs },
  'EventBridge events put, or sent to another account or Region': {
    ...{ unit: 'event', usd: 1e-6, source: eventBridge },
  },
  'EventBridge archive': { unit: 'GB', usd: 0.1, source: eventBridge },
  'EventBridge Scheduler': { unit: 'invocation', usd: 1e-6, free: 14e6, source: eventBridge },
  'CloudWatch GetMetricData': { unit: 'metric', usd: 0.01e-3, source: cloudWatch },
  'CloudWatch custom metrics': { unit: 'metric-month', usd: 0.3, free: 10, source: cloudWatch },
  'CloudWatch alarms': { unit: 'alarm-month', usd: 0.1, free: 10, source: cloudWatch },
  'CloudWatch composite alarms': { unit: 'alarm-month', usd: 0.5, source: cloudWatch },
  // Free are three dashboards of up to 50 metrics.
  'CloudWatch dashboards': { unit: 'dashboard-month', usd: 3, free: 3, source: cloudWatch },
  'CloudWatch logs': { unit: 'GB', usd: 0.5, free: 5, source: cloudWatch },
  'KMS keys': { unit: 'key-month', usd: 1, source: kms },
  'KMS requests': { unit: 'request', usd: 0.03e-4, free: 20_000, source: kms },
} as const satisfies Readonly<Record<string, Price>>;

export type Billed = keyof typeof prices;

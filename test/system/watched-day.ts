/** The functions of the packaged stack on a day that is watched: what they write are the metrics of its alarms. */
import { createAlarmDesk } from './alarm-desk.ts';
import { type DeployedFunction, deployedFunctions } from './deployed.ts';
import { accounts, aWorld, fleetOf, HOUR, MINUTE, type Place, places, start, targetsOf } from './fleet.ts';
import { inProcessInvokes } from './in-process-functions.ts';
import { createSystem, type Invoke } from './system.ts';
import { catchWritten, writing } from './written.ts';

const [home, , spoke] = places as [Place, Place, Place];

/** Home, and one Region of another account. */
export const watched: readonly Place[] = [home, spoke];

const clusters = watched.flatMap(({ account, region }, n) => {
  const where = `account: "${account}", region: ${region}`;
  return [
    `{ id: office-${n}, ${where}, tags: { env: office }, status: stopped, since: 2d, encrypted: alias/dormouse, use: office }`,
    `{ id: dev-${n}, ${where}, tags: { env: dev } }`,
    `{ id: prod-${n}, ${where}, tags: { env: prod }, encrypted: alias/dormouse, use: always }`,
    `{ id: audited-${n}, ${where}, tags: { env: audited }, use: always, activityStream: { status: started, mode: async, key: alias/dormouse } }`,
  ];
});

const rules = `rules:
  - { name: office, match: { tags: { env: [office] } }, power: { hours: mon-fri 07:30-11:00, idleFor: 15m } }
  - { name: dev, match: { tags: { env: [dev] } }, power: { stop: whenIdle, idleFor: 30m } }
  - { name: prod, match: { tags: { env: [prod] } }, snapshots: { create: { cron: "0 * * * *", keep: { last: 3 } } } }
  - { name: audited, match: { tags: { env: [audited] } }, activityStream: { mode: async, kmsKey: alias/dormouse, restart: anytime } }
`;

/** The policy of the day. */
export const policy = `${targetsOf(watched)}protect: [{ tags: { env: [prod] }, from: [stop] }]\n${rules}`;

export interface WatchedDayOptions {
  /** How the accounts of the fleet are changed, for a role that lets nobody in. */
  readonly fleet?: (fleet: string) => string;
  /** Variables of the functions' environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** How often a function sweeps, by its name. Undefined: as its schedule says. */
  readonly everyMs?: (name: string) => number | undefined;
}

/** A day that is watched, from `start` on. */
export async function aWatchedDay({
  fleet = (text) => text,
  variables = {},
  everyMs = () => undefined,
}: WatchedDayOptions = {}) {
  const simulator = aWorld(fleet(fleetOf(clusters, accounts.slice(0, 2))), watched);
  const { clock, queues } = simulator;
  const functions = deployedFunctions().map((one) => ({
    ...one,
    everyMs: everyMs(one.fn.name) ?? one.everyMs,
  }));
  const desk = createAlarmDesk();
  const written = catchWritten(clock.now);
  const inner = await inProcessInvokes(simulator, functions, policy, 3, { ...writing, ...variables });
  const switches: { hasConcurrency: boolean; broken?: string } = { hasConcurrency: true };
  const invoke = Object.fromEntries(functions.map((one) => [one.fn.name, counted(one)]));
  const system = createSystem({ simulator, functions, invoke });
  let seen = 0;

  /** As Lambda counts invocations. */
  function counted({ fn }: DeployedFunction): Invoke {
    const put = (metric: string) =>
      desk.store.put(
        {
          namespace: 'AWS/Lambda',
          metric,
          dimensions: { FunctionName: `dormouse-dev-${fn.name}` },
          value: 1,
        },
        clock.now(),
      );
    return async (event) => {
      if (!switches.hasConcurrency) {
        put('Throttles');
        throw new Error('TooManyRequestsException');
      }
      try {
        if (switches.broken === fn.name) throw new Error('broken');
        return await inner[fn.name]?.(event);
      } catch (error) {
        put('Errors');
        throw error;
      }
    };
  }

  function publish(): void {
    for (const { at, line } of written.metrics.slice(seen)) putWritten(desk.store.put, at, line);
    seen = written.metrics.length;
    for (const queue of queues.all()) {
      const [namespace, dimensions] = ['AWS/SQS', { QueueName: queue.name }];
      const { visible } = queue.counts();
      const oldest = Math.min(...queue.messages().map(({ sentAt }) => sentAt), clock.now());
      const ages = Math.floor((clock.now() - oldest) / 1000);
      const put = (metric: string, value: number) =>
        desk.store.put({ namespace, dimensions, metric, value }, clock.now());
      put('ApproximateNumberOfMessagesVisible', visible);
      if (queue.messages().every(({ receives }) => receives < 3)) put('ApproximateAgeOfOldestMessage', ages);
    }
  }

  /** Lets the system work until then, and evaluates its alarms every minute. */
  async function runUntil(end: number): Promise<void> {
    for (let at = Math.floor(clock.now() / MINUTE) * MINUTE + MINUTE; at <= end; at += MINUTE) {
      await system.runUntil(at - 1);
      publish();
      desk.evaluate(at);
    }
  }

  return { simulator, system, desk, written, switches, runUntil, hour: (n: number) => start + n * HOUR };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function putWritten(
  put: ReturnType<typeof createAlarmDesk>['store']['put'],
  at: number,
  line: Readonly<Record<string, unknown>>,
): void {
  const { CloudWatchMetrics } = line._aws as {
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
  for (const { Namespace: namespace, Dimensions, Metrics } of CloudWatchMetrics) {
    for (const names of Dimensions) {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(line[name])]));
      for (const { Name: metric } of Metrics) {
        for (const value of [line[metric]].flat()) {
          put({ namespace, metric, dimensions, value: Number(value) }, at);
        }
      }
    }
  }
}

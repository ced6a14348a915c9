import type { Session } from '../../aws/client/assume-role.ts';
import { type ClientOptions, createHome, createScope, type Home } from '../../aws/client/clients.ts';
import { callerAccount } from '../../aws/client/identity.ts';
import type { DrillStore } from '../../aws/evidence/drill-store.ts';
import type { Bucket } from '../../aws/evidence/s3-objects.ts';
import { readPausesOf } from '../../aws/read/pauses.ts';
import type { BusEvent } from '../../aws/send/event-bus.ts';
import { defined } from '../../defined.ts';
import { parseArn } from '../../policy/model/arn.ts';
import type { Pauses } from '../../policy/model/pause.ts';
import type { OwnQueue } from '../queue/own-queue.ts';
import type { Log } from '../report/report.ts';
import type { ReadCalendar } from '../sweep/calendar-states.ts';
import type { ListingDeps } from '../sweep/organization-accounts.ts';
import type { RunDeps } from '../sweep/run.ts';
import type { Config, QueueUrls } from './config.ts';

/** How a function reaches AWS. */
export interface Wiring extends Pick<RunDeps, 'home' | 'scopeFor'>, Pick<ListingDeps, 'listAccounts'> {
  /** Absent: there is no AWS to ask. */
  readonly readCalendar?: ReadCalendar;
  /** Reads what is paused. Absent: there is no AWS to ask, and nothing is. */
  readPauses?(): Promise<Pauses>;
  /** Absent: no bus, no events. */
  putEvents?(events: readonly BusEvent[]): Promise<void>;
  /** The records of restore drills. Absent: there is no bucket for evidence. */
  drills?(): Promise<DrillStore>;
  /** The function's own queue. Absent: there is none. */
  readonly queue?: OwnQueue;
}

/** The values of one invocation. */
export interface Invocation {
  /** Calls under way end when it is aborted. */
  readonly signal: AbortSignal;
  /** ARN of the function: of the account that its role, too, belongs to. Absent where a function runs without Lambda. */
  readonly functionArn?: string;
  /** How the function assumes the roles of target accounts. */
  readonly session?: Session;
}

/**
 * Reaches AWS itself with the function's own role. All that a sweep with nothing to do never asks for is loaded when it is
 * first asked for. Options are for a test, which has an AWS of its own.
 */
export function wireAws(
  { region, deployment, eventBus, queues, evidenceBucket, rolePath }: Config,
  { signal, functionArn = '', session }: Invocation,
  log: Log,
  options?: ClientOptions,
): Wiring {
  const aws = createHome(region, options);
  const warn = (detail: string, cause?: unknown) => log.warn('AWS call failed', { detail, cause });
  const account = async () => parseArn(functionArn)?.account || (await callerAccount(await aws.sts()));
  return {
    home: async () => ({ account: await account(), region }),
    scopeFor: (location) =>
      createScope(location, options, { signal, warn, rolePath, ...defined({ session }) }),
    listAccounts: async (organization) => {
      const { listOrganizationAccounts } = await import('../../aws/read/organization.ts');
      return listOrganizationAccounts(aws, organization, session?.name ?? 'dormouse');
    },
    readPauses: () => readPausesOf(aws, deployment),
    readCalendar: async (name, at) => {
      const { readChangeCalendar } = await import('../../aws/read/change-calendar.ts');
      return readChangeCalendar(aws, name, at);
    },
    ...(eventBus && {
      putEvents: async (events) => {
        const { putOutcomeEvents } = await import('../../aws/send/event-bus.ts');
        await putOutcomeEvents(await aws.eventbridge(), eventBus, events);
      },
    }),
    ...(evidenceBucket !== undefined && {
      drills: async () => drillStore(aws, { name: evidenceBucket, owner: await account() }, signal),
    }),
    ...(queues && { queue: ownQueue(aws, queues) }),
  };
}

/** Loaded only where there is a bucket: most functions have none. */
async function drillStore(aws: Home, bucket: Bucket, signal: AbortSignal): Promise<DrillStore> {
  const [{ createDrillStore }, { s3Objects }] = await Promise.all([
    import('../../aws/evidence/store.ts'),
    import('../../aws/evidence/s3-objects.ts'),
  ]);
  return createDrillStore(s3Objects(aws.s3, bucket, { signal }));
}

function ownQueue(aws: Home, { own, deadLetters }: QueueUrls): OwnQueue {
  const queues = () => import('../../aws/send/queues.ts');
  return {
    send: async (bodies, delaySeconds) =>
      (await queues()).sendMessages(await aws.sqs(), own, bodies, delaySeconds),
    delay: async (receiptHandle, seconds) =>
      (await queues()).delayMessage(await aws.sqs(), own, receiptHandle, seconds),
    deadLetter: async (body) => (await queues()).sendMessages(await aws.sqs(), deadLetters, [body]),
    waiting: async () => (await queues()).countWaiting(await aws.sqs(), own),
  };
}

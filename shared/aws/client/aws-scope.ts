import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { DrillClients } from './drill-clients.ts';
import { UnexpectedAnswer } from './unexpected-answer.ts';

/** The clients of one account and Region. Each is made when it is first asked for, and loaded if not all sweeps need it. */
export interface Clients {
  readonly rds: RDSClient;
  cloudwatch(): Promise<CloudWatchClient>;
  kms(): Promise<KMSClient>;
  /** Absent where no restore drill is made. */
  readonly drill?: DrillClients;
}

/** Where one unit of work happens: one account, one Region, its clients, and the signal that ends it early. */
export interface AwsScope {
  readonly account: string;
  readonly region: string;
  readonly clients: Clients;
  /** The same account, by the same role, in another Region. */
  inRegion(region: string): AwsScope;
  readonly signal?: AbortSignal;
  /** Called for what went wrong and did not stop the work. Absent: a Node warning on stderr. */
  readonly warn?: (message: string, cause?: unknown) => void;
}

/** The options of every `send`, so that the scope's signal ends a call under way. */
export function sendOptions(scope: Pick<AwsScope, 'signal'>): { abortSignal?: AbortSignal } {
  return scope.signal === undefined ? {} : { abortSignal: scope.signal };
}

/** Warns about something that went wrong and did not stop the work. */
export function warn(scope: Pick<AwsScope, 'warn'>, message: string, cause?: unknown): void {
  if (scope.warn) {
    scope.warn(message, cause);
  } else {
    process.emitWarning(message);
  }
}

/** The clients for restore drills. Throws where there are none. */
export function drillClients({ clients, account, region }: AwsScope): DrillClients {
  if (clients.drill !== undefined) return clients.drill;
  throw new UnexpectedAnswer(
    `no restore drill can be made in account ${account} and ${region}: there are no clients for it`,
  );
}

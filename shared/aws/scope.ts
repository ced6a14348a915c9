import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { RDSClient } from '@aws-sdk/client-rds';

/** The clients of one account and Region. */
export interface Clients {
  readonly rds: RDSClient;
  readonly cloudwatch: CloudWatchClient;
}

/** Where one unit of work happens: one account, one Region, its clients, and the signal that ends it early. */
export interface Scope {
  readonly account: string;
  readonly region: string;
  readonly clients: Clients;
  readonly signal?: AbortSignal;
}

import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { Cluster, World } from '../../../shared/policy/model/cluster.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import type { FollowUp } from '../../../shared/policy/report/follow-up.ts';
import type { BatchDeps } from '../../../shared/runtime/queue/batch.ts';
import type { Confirmation } from '../../../shared/runtime/queue/disposition.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import type { ScopeResult } from '../../../shared/runtime/sweep/result.ts';
import type { RunOutput } from '../../../shared/runtime/sweep/run.ts';
import { aCluster, SATURDAY } from '../../policy/builders.ts';
import { aResult } from '../../support/builders/outcomes.ts';
import { fakeLog, home } from '../builders.ts';

export interface RecordOptions {
  /** How often it has been received, this time included. */
  readonly count?: number;
  readonly sentAt?: number;
}

export function aRecord(
  body: string | object,
  { count = 1, sentAt = SATURDAY }: RecordOptions = {},
  messageId = 'm0',
): SQSRecord {
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: {
      ApproximateReceiveCount: `${count}`,
      SentTimestamp: `${sentAt}`,
      SenderId: 'AIDA',
      ApproximateFirstReceiveTimestamp: `${sentAt}`,
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-central-1:111122223333:jobs',
    awsRegion: 'eu-central-1',
  };
}

/** A batch of messages `m0`, `m1`, … */
export function aBatch(bodies: readonly (string | object)[], options: RecordOptions = {}): SQSEvent {
  return { Records: bodies.map((body, n) => aRecord(body, options, `m${n}`)) };
}

/** An event of RDS about a cluster: by default that AWS has begun to restart it. */
export function rdsEvent(
  cluster: string,
  { id = 'RDS-EVENT-0153', time = '2026-11-21T12:00:00Z', account = home.account, region = home.region } = {},
): object {
  return {
    source: 'aws.rds',
    'detail-type': 'RDS DB Cluster Event',
    time,
    detail: { EventID: id, SourceArn: `arn:aws:rds:${region}:${account}:cluster:${cluster}` },
  };
}

export function aFollowUp(some: Partial<FollowUp> = {}): FollowUp {
  const { arn, account, region, id: cluster } = aCluster({ id: some.cluster ?? 'dev-orders' });
  return { kind: 'stop-cluster', account, region, cluster, arn, requestedAt: SATURDAY, ...some };
}

export interface Seen {
  readonly at?: number;
  readonly clusters?: readonly Cluster[];
  readonly outcomes?: readonly Outcome[];
  readonly scope?: Partial<ScopeResult>;
  readonly snapshots?: readonly Snapshot[];
}

/** A run over one account and Region; with a fault in its scope nothing was seen, unless the scope says when. */
export function aRan({
  at = SATURDAY,
  clusters = [],
  outcomes = [],
  scope = {},
  snapshots = [],
}: Seen = {}): RunOutput {
  const observed = clusters.map((cluster) => ({ cluster }));
  const world: World = { ...home, observedAt: at, clusters: observed };
  const one: ScopeResult = { ...home, ok: scope.fault === undefined, clusters: clusters.length, ...scope };
  return {
    result: aResult({ at: new Date(at).toISOString(), ok: one.ok, scopes: [one], outcomes }),
    sweeps: [{ scope: one, outcomes, matched: [], ...((one.ok || one.observedAt) && { world, snapshots }) }],
  };
}

/** A run that is about no target of the policy. */
export function aRanNowhere(): RunOutput {
  const { result } = aRan();
  return { result: { ...result, scopes: [] }, sweeps: [] };
}

/** The dependencies of a batch, which record how they are used. */
export function fakeBatchDeps(some: Partial<BatchDeps> = {}) {
  const log = fakeLog();
  const requests: object[] = [];
  const delays: [string, number][] = [];
  const deadLettered: string[] = [];
  const sent: [string, number][] = [];
  const confirmations: Confirmation[] = [];
  const refused: { id: string; body: string; detail: string }[] = [];
  const deps: BatchDeps = {
    send: async (bodies, seconds) =>
      void sent.push(...bodies.map((body): [string, number] => [body, seconds])),
    delay: async (handle, seconds) => void delays.push([handle, seconds]),
    deadLetter: async (body) => void deadLettered.push(body),
    notifyConfirmation: async (confirmation) => void confirmations.push(confirmation),
    notifyRefused: async ({ messageId: id, body }, detail) => void refused.push({ id, body, detail }),
    outOfTime: () => false,
    concurrency: 4,
    log,
    ...some,
    async run(request, purpose) {
      requests.push(request);
      return some.run?.(request, purpose) ?? aRan();
    },
  };
  return { deps, log, requests, delays, sent, deadLettered, confirmations, refused };
}

export function failedIds({
  batchItemFailures,
}: {
  batchItemFailures: { itemIdentifier: string }[];
}): string[] {
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

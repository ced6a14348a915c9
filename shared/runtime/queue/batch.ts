import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import type { Purpose } from '../report/metrics.ts';
import type { SweepRequest } from '../request/event.ts';
import type { RunOutput } from '../sweep/run.ts';
import { type CompleteDeps, complete } from './complete.ts';
import { type Disposition, dispose, type Received } from './disposition.ts';
import { readMessage, type TargetedMessage } from './message.ts';

/** Dependencies of a batch. */
export interface BatchDeps extends CompleteDeps {
  /** Runs the recipe, reports, and follows up what was asked for. */
  run(request: SweepRequest, purpose: Purpose): Promise<RunOutput>;
  /** Asked before each run. */
  outOfTime(): boolean;
  /** Pieces of a sweep at the same time. */
  readonly concurrency: number;
}

type Disposed = readonly [SQSRecord, Disposition];

/**
 * Handles the messages of one batch: pieces of a sweep are swept, and messages about the same account and Region are handled
 * together. A message that is not finished fails its own item and comes back; it does not fail the others. Pieces that have
 * come back come last and one by one, because a crash of the function takes along everything that is not done yet.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function handleBatch(event: SQSEvent, deps: BatchDeps): Promise<SQSBatchResponse> {
  const received = event.Records.map((record): Received => ({ record, message: readMessage(record.body) }));
  const places = piecesByPlace(received);
  const dispositions = new Map<SQSRecord, Disposition>([
    ...received.flatMap(disposeUnread),
    ...(await sweepPieces(places.filter(hasNew), deps, deps.concurrency)),
    ...(await runTargeted(received.filter(isTargeted), deps)),
    ...(await sweepPieces(
      places.filter((pieces) => !hasNew(pieces)),
      deps,
      1,
    )),
  ]);
  const waits: Disposition = { to: 'wait', detail: 'its run failed' };
  return processPartialResponse(
    event,
    async (record: SQSRecord) => complete(record, dispositions.get(record) ?? waits, deps),
    new BatchProcessor(EventType.SQS),
    { throwOnFullBatchFailure: false },
  );
}

function disposeUnread({ record, message }: Received): Disposed[] {
  if (message.kind === 'poison') return [[record, { to: 'refuse', detail: message.detail }]];
  return message.kind === 'unrelated' ? [[record, { to: 'ignore', detail: message.detail }]] : [];
}

interface Piece {
  readonly record: SQSRecord;
  readonly request: SweepRequest;
}

/** The pieces of sweeps, by account and Region. */
function piecesByPlace(received: readonly Received[]): (readonly Piece[])[] {
  const pieces = received.flatMap(({ record, message }) =>
    message.kind === 'sweep' ? { record, request: message.request } : [],
  );
  const byPlace = Map.groupBy(pieces, ({ request }) => JSON.stringify([request.accounts, request.regions]));
  return [...byPlace.values()];
}

/** Whether any of these has been received for the first time. */
function hasNew(pieces: readonly Piece[]): boolean {
  return pieces.some(({ record }) => Number(record.attributes.ApproximateReceiveCount) === 1);
}

/**
 * Concurrently, except those about the same account and Region. Beside others, an account gets one place less than there
 * are, so that an account in which AWS does not answer delays none of the others. A piece that can't be read is reported
 * and not repeated: the next sweep comes within minutes.
 */
async function sweepPieces(
  places: readonly (readonly Piece[])[],
  deps: BatchDeps,
  concurrency: number,
): Promise<Disposed[]> {
  const byAccount = Map.groupBy(places, ([first]) => JSON.stringify(first?.request.accounts));
  const most = byAccount.size === 1 ? concurrency : Math.max(1, concurrency - 1);
  const lanes = [...byAccount.values()].flatMap((own) => lanesOf(own, most));
  const disposed = await pMap(
    lanes,
    async (lane) => {
      const done: Disposed[] = [];
      for (const pieces of lane) done.push(...(await sweepInTurn(pieces, deps)));
      return done;
    },
    { concurrency },
  );
  return disposed.flat();
}

/** Deals them out to at most `count` lanes. */
function lanesOf<T>(all: readonly T[], count: number): T[][] {
  const lanes = Array.from({ length: Math.min(count, all.length) }, (): T[] => []);
  for (const [index, one] of all.entries()) lanes[index % lanes.length]?.push(one);
  return lanes;
}

/** Pieces that are the same, as those left over from a sweep before, are swept once. */
async function sweepInTurn(pieces: readonly Piece[], deps: BatchDeps): Promise<Disposed[]> {
  const disposed: Disposed[] = [];
  for (const same of Map.groupBy(pieces, ({ request }) => JSON.stringify(request)).values()) {
    const [{ request } = {}] = same;
    const output = request && (await attempt(request, request.clusters ? 'targeted' : 'sweep', deps));
    if (output !== undefined) {
      disposed.push(...same.map(({ record }): Disposed => [record, { to: 'done', detail: 'swept' }]));
    }
  }
  return disposed;
}

function isTargeted(received: Received): received is Received<TargetedMessage> {
  return ['hint', 'follow-up', 'drill'].includes(received.message.kind);
}

/** One run for all that is in the same account and Region; one after the other, because some are within others. */
async function runTargeted(
  received: readonly Received<TargetedMessage>[],
  deps: BatchDeps,
): Promise<Disposed[]> {
  const disposed: Disposed[] = [];
  for (const group of Map.groupBy(received, locationKey).values()) {
    const output = await attempt(mergedRequest(group), 'targeted', deps);
    if (output !== undefined)
      disposed.push(...group.map((one): Disposed => [one.record, dispose(one, output)]));
  }
  return disposed;
}

/** Undefined when it came to nothing: its messages come back. */
async function attempt(
  request: SweepRequest,
  purpose: Purpose,
  deps: BatchDeps,
): Promise<RunOutput | undefined> {
  if (deps.outOfTime()) return undefined;
  try {
    return await deps.run(request, purpose);
  } catch (error) {
    deps.log.error('messages not handled', { request, error });
    return undefined;
  }
}

/** Requests about everything of an account and Region are another group than those about some of its clusters. */
function locationKey({ message: { request } }: Received<TargetedMessage>): string {
  const { accounts, regions, clusters } = request;
  return JSON.stringify([accounts, regions, clusters === undefined]);
}

function mergedRequest(group: readonly Received<TargetedMessage>[]): SweepRequest {
  const requests = group.map(({ message }) => message.request);
  const clusters = new Set(requests.flatMap((request) => request.clusters ?? []));
  const [first = {}] = requests;
  return { ...first, ...(clusters.size > 0 && { clusters: [...clusters] }), hinted: true };
}

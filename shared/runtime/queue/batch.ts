import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import type { Purpose } from '../report/metrics.ts';
import type { SweepRequest } from '../request/event.ts';
import type { Ran } from '../sweep/run.ts';
import { type SettleDeps, settle } from './complete.ts';
import { judge, type Received, type Verdict } from './disposition.ts';
import { type Look, readMessage } from './message.ts';

/** What a batch needs from where it runs. */
export interface BatchDeps extends SettleDeps {
  /** Runs the recipe, reports, and follows up what was asked for. */
  run(request: SweepRequest, purpose: Purpose): Promise<Ran>;
  /** Asked before each run. */
  outOfTime(): boolean;
  /** Pieces of a sweep at the same time. */
  readonly concurrency: number;
}

type Judged = readonly [SQSRecord, Verdict];

/**
 * Handles the messages of one batch: pieces of a sweep are swept, and what is about the same account and Region is looked
 * at together. What is not finished fails its item alone and comes back by itself; nothing fails the others.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export async function handleBatch(event: SQSEvent, deps: BatchDeps): Promise<SQSBatchResponse> {
  const received = event.Records.map((record): Received => ({ record, message: readMessage(record.body) }));
  const verdicts = new Map<SQSRecord, Verdict>([
    ...received.flatMap(judgeUnread),
    ...(await sweepPieces(received, deps)),
    ...(await lookAt(received.filter(isLook), deps)),
  ]);
  const toWait: Verdict = { to: 'wait', detail: 'it could not be looked at' };
  return processPartialResponse(
    event,
    async (record: SQSRecord) => settle(record, verdicts.get(record) ?? toWait, deps),
    new BatchProcessor(EventType.SQS),
    { throwOnFullBatchFailure: false },
  );
}

function judgeUnread({ record, message }: Received): Judged[] {
  if (message.kind === 'poison') return [[record, { to: 'refuse', detail: message.detail }]];
  return message.kind === 'stranger' ? [[record, { to: 'ignore', detail: message.detail }]] : [];
}

/**
 * Side by side, but for those that are about the same places. What can't be observed is reported and not repeated: the
 * next sweep comes within minutes.
 */
async function sweepPieces(received: readonly Received[], deps: BatchDeps): Promise<Judged[]> {
  const pieces = received.flatMap(({ record, message }) =>
    message.kind === 'sweep' ? { record, request: message.request } : [],
  );
  const judged = await pMap(
    Map.groupBy(pieces, ({ request }) => JSON.stringify([request.accounts, request.regions])).values(),
    (group) => sweepInTurn(group, deps),
    { concurrency: deps.concurrency },
  );
  return judged.flat();
}

/** Pieces that are the same, as those left over from a sweep before, are swept once. */
async function sweepInTurn(
  pieces: readonly { readonly record: SQSRecord; readonly request: SweepRequest }[],
  deps: BatchDeps,
): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const same of Map.groupBy(pieces, ({ request }) => JSON.stringify(request)).values()) {
    const [{ request } = {}] = same;
    const ran = request && (await attempt(request, request.clusters ? 'look' : 'sweep', deps));
    if (ran !== undefined) {
      judged.push(...same.map(({ record }): Judged => [record, { to: 'done', detail: 'swept' }]));
    }
  }
  return judged;
}

function isLook(received: Received): received is Received<Look> {
  return received.message.kind === 'hint' || received.message.kind === 'follow-up';
}

/** One run for all that is in the same account and Region; one after the other, for some are within others. */
async function lookAt(received: readonly Received<Look>[], deps: BatchDeps): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const group of Map.groupBy(received, placeOf).values()) {
    const ran = await attempt(joined(group), 'look', deps);
    if (ran !== undefined) judged.push(...group.map((one): Judged => [one.record, judge(one, ran)]));
  }
  return judged;
}

/** Undefined when it came to nothing: its messages come back. */
async function attempt(request: SweepRequest, purpose: Purpose, deps: BatchDeps): Promise<Ran | undefined> {
  if (deps.outOfTime()) return undefined;
  try {
    return await deps.run(request, purpose);
  } catch (error) {
    deps.log.error('messages not handled', { request, error });
    return undefined;
  }
}

/** Requests about everything of an account and Region are another group than those about some of its clusters. */
function placeOf({ message: { request } }: Received<Look>): string {
  const { accounts, regions, clusters } = request;
  return JSON.stringify([accounts, regions, clusters === undefined]);
}

function joined(group: readonly Received<Look>[]): SweepRequest {
  const requests = group.map(({ message }) => message.request);
  const clusters = new Set(requests.flatMap((request) => request.clusters ?? []));
  const [first = {}] = requests;
  return { ...first, ...(clusters.size > 0 && { clusters: [...clusters] }), hinted: true };
}

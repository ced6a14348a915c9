import type { EventBridgeClient, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { EpochMs } from '../../policy/time/units.ts';
import { classify } from '../client/faults.ts';
import { type Refused, reasonsOf, sendInRounds } from './rounds.ts';

/** One event for the bus; its source is `dormouse`. */
export interface BusEvent {
  readonly detailType: string;
  /** Goes as JSON. */
  readonly detail: object;
  /** ARNs of what it is about. */
  readonly resources: readonly string[];
  readonly time?: EpochMs;
}

/** Events that EventBridge did not accept after all attempts. */
export class EventsLost extends Error {
  override readonly name = 'EventsLost';
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const ENTRIES_PER_CALL = 10;
/** The lower of the two figures in AWS's documents, 256 KB and 1 MB. */
const BYTES_PER_CALL = 256 * 1024;

/**
 * Puts events on a bus, `default` or a name or ARN. Those that EventBridge refuses are tried three times; then this
 * throws `EventsLost`, which says how many and why. Delivery is at least once.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export async function putOutcomeEvents(
  client: EventBridgeClient,
  bus: string,
  events: readonly BusEvent[],
  signal?: AbortSignal,
): Promise<void> {
  const entries = events.map((event) => toEntry(bus, event));
  const refused = await sendInRounds(entries, (again) => putAll(client, again, signal), signal);
  if (refused.length > 0) {
    throw new EventsLost(
      `${refused.length} of ${events.length} events were not put on the bus ${bus}: ${reasonsOf(refused)}`,
    );
  }
}

async function putAll(
  client: EventBridgeClient,
  entries: readonly PutEventsRequestEntry[],
  signal?: AbortSignal,
): Promise<RefusedEntry[]> {
  const refused: RefusedEntry[] = [];
  for (const batch of batches(entries)) {
    const busy = refused.find(({ wait }) => wait);
    refused.push(
      ...(busy ? batch.map((item) => ({ ...busy, item })) : await putBatch(client, batch, signal)),
    );
  }
  return refused;
}

function toEntry(bus: string, { detailType, detail, resources, time }: BusEvent): PutEventsRequestEntry {
  return {
    EventBusName: bus,
    Source: 'dormouse',
    DetailType: detailType,
    Detail: JSON.stringify(detail),
    Resources: [...resources],
    ...(time !== undefined && { Time: new Date(time) }),
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html, with some to spare */
function bytesOf(entry: PutEventsRequestEntry): number {
  return Buffer.byteLength(JSON.stringify(entry));
}

function batches(entries: readonly PutEventsRequestEntry[]): PutEventsRequestEntry[][] {
  const all: PutEventsRequestEntry[][] = [];
  let batch: PutEventsRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = bytesOf(entry);
    if (batch.length === 0 || batch.length === ENTRIES_PER_CALL || bytes + size > BYTES_PER_CALL) {
      batch = [];
      bytes = 0;
      all.push(batch);
    }
    batch.push(entry);
    bytes += size;
  }
  return all;
}

interface RefusedEntry extends Refused<PutEventsRequestEntry> {
  /** EventBridge is busy or out of reach, so other batches of this round have no better chance. */
  readonly wait?: boolean;
}

/** The entries that were not taken, and why. A call that fails as a whole takes none. */
async function putBatch(
  client: EventBridgeClient,
  batch: readonly PutEventsRequestEntry[],
  signal?: AbortSignal,
): Promise<RefusedEntry[]> {
  try {
    const { PutEventsCommand } = await import('../client/sdk/eventbridge.ts');
    const answer = await client.send(
      new PutEventsCommand({ Entries: [...batch] }),
      signal === undefined ? {} : { abortSignal: signal },
    );
    return batch.flatMap((item, index) => {
      const result = answer.Entries?.[index];
      return result?.EventId ? [] : { item, reason: result?.ErrorCode ?? 'no answer' };
    });
  } catch (error) {
    const fault = classify(error);
    if (fault === undefined || signal?.aborted) {
      throw error;
    }
    const reason = `${fault.name}: ${fault.message}`;
    return batch.map((item) => ({ item, reason, wait: fault.kind === 'retry' }));
  }
}

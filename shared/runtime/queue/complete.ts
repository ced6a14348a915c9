import type { SQSRecord } from 'aws-lambda';
import type { Log } from '../report/report.ts';
import { delaySeconds, FIRST_SECONDS } from './delay.ts';
import type { Confirmation, Disposition } from './disposition.ts';

/** How much of a message that others wrote is repeated in logs and events. */
const MAX_SHOWN_CHARS = 1_000;

/** A message that is not finished, so that it stays in the queue. */
class NotFinished extends Error {
  override readonly name = 'NotYet';
}

/** Dependencies of completing a message. */
export interface CompleteDeps {
  /** Lets a message come back later. */
  delay(receiptHandle: string, seconds: number): Promise<void>;
  /** Puts a message on the queue, to be received after `seconds`. */
  send(bodies: readonly string[], seconds: number): Promise<void>;
  /** Puts the body of a message on the dead-letter queue. */
  deadLetter(body: string): Promise<void>;
  /** Reports the end of a requested change. */
  notifyConfirmation(confirmation: Confirmation): Promise<void>;
  /** Reports a message that cannot be understood. */
  notifyRefused(record: SQSRecord, detail: string): Promise<void>;
  readonly log: Log;
}

/** Ends a message as decided. Rejects when it has to come back, and when its end can't be carried out or reported. */
export async function complete(
  record: SQSRecord,
  disposition: Disposition,
  deps: CompleteDeps,
): Promise<void> {
  const { messageId } = record;
  try {
    await carryOut(record, { ...disposition, detail: disposition.detail.slice(0, MAX_SHOWN_CHARS) }, deps);
  } catch (error) {
    if (!(error instanceof NotFinished)) deps.log.error('message not settled', { messageId, error });
    throw error;
  }
}

async function carryOut(
  record: SQSRecord,
  { to, detail, confirmation, next }: Disposition,
  deps: CompleteDeps,
): Promise<void> {
  const { messageId, body } = record;
  const { log } = deps;
  if (confirmation !== undefined) await deps.notifyConfirmation(confirmation);
  if (next !== undefined) await deps.send([next], FIRST_SECONDS);
  switch (to) {
    case 'done':
      log.debug('message done', { messageId, detail });
      break;
    case 'ignore':
      log.info('message ignored', { messageId, detail });
      break;
    case 'wait':
      await delay(record, detail, deps);
      throw new NotFinished(detail);
    case 'refuse':
      log.error('message refused', { messageId, detail, body: body.slice(0, MAX_SHOWN_CHARS) });
      await deps.notifyRefused({ ...record, body: body.slice(0, MAX_SHOWN_CHARS) }, detail);
      await deps.deadLetter(body);
      break;
    case 'give-up':
      log.error('message given up', { messageId, detail, body: body.slice(0, MAX_SHOWN_CHARS) });
      await deps.deadLetter(body);
      break;
  }
}

/** Without it, the message comes back all the same, when the visibility timeout of the queue is over. */
async function delay(
  { messageId, receiptHandle, attributes }: SQSRecord,
  detail: string,
  deps: CompleteDeps,
) {
  const seconds = delaySeconds(attributes);
  try {
    await deps.delay(receiptHandle, seconds);
    deps.log.debug('message waits', { messageId, detail, seconds });
  } catch (error) {
    deps.log.warn('message not delayed', { messageId, detail, error });
  }
}

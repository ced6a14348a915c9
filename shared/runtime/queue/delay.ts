import type { SQSRecordAttributes } from 'aws-lambda';
import { type EpochMs, HOUR_MS } from '../../policy/time/units.ts';

/** A message that is not finished after this time is given up, which is reported. */
const GIVE_UP_AFTER_MS = 24 * HOUR_MS;
/** The number of receipts that the delays allow in that time. */
const GIVE_UP_AFTER_RECEIPTS = 100;

/** How long until a message comes back for the first time. */
export const FIRST_SECONDS = 60;
const LONGEST_SECONDS = 15 * 60;

type Attributes = Pick<SQSRecordAttributes, 'SentTimestamp' | 'ApproximateReceiveCount'>;

/** How long until a message comes back, by how often it has been received: 1, 2, 4, 8, 15, 15 … minutes. */
export function delaySeconds({
  ApproximateReceiveCount,
}: Pick<Attributes, 'ApproximateReceiveCount'>): number {
  return Math.min(FIRST_SECONDS * 2 ** Math.max(0, Number(ApproximateReceiveCount) - 1), LONGEST_SECONDS);
}

/** Whether a message has been followed for as long as it may: by AWS's clock, where any was seen. */
export function isGivenUp({ SentTimestamp, ApproximateReceiveCount }: Attributes, now?: EpochMs): boolean {
  return now === undefined
    ? Number(ApproximateReceiveCount) >= GIVE_UP_AFTER_RECEIPTS
    : now - Number(SentTimestamp) > GIVE_UP_AFTER_MS;
}

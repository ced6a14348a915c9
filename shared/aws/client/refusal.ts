import { type Classified, classify, THROTTLING } from './faults.ts';
import { UnreadableAnswer } from './readable-answer.ts';

/**
 * The answer of AWS to a write that was certainly not carried out: `refused` until somebody changes something, or `busy`
 * for now. Undefined when the write may have been done all the same: there was no answer, or a failure of AWS's own, or
 * the SDK had tried before, and what AWS refuses now may be the second of the same. Throttling always shows after several
 * tries, so it is taken for what they all met: that one before was done, and its answer lost, is rare.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html
 */
export function refusalOf(error: unknown): 'refused' | 'busy' | undefined {
  const fault = faultOfAws(error);
  if (fault === undefined) return undefined;
  if (THROTTLING.includes(fault.name)) return 'busy';
  if (attemptsOf(error) > 1) return undefined;
  if (fault.kind === 'conflict') return 'busy';
  return fault.kind === 'fatal' ? 'refused' : undefined;
}

/**
 * The answer of AWS to a stop, a start or a change of capacity that it did not carry out: `refused`, because of the
 * state or for another reason, or `busy`. Undefined when it may have been done all the same.
 */
export function answerOf(error: unknown): 'refused' | 'busy' | undefined {
  const fault = faultOfAws(error);
  if (fault === undefined) return undefined;
  if (THROTTLING.includes(fault.name)) return 'busy';
  return fault.kind === 'conflict' || fault.kind === 'fatal' ? 'refused' : undefined;
}

/** A proxy's page of HTML says nothing of what AWS did. */
function faultOfAws(error: unknown): Classified | undefined {
  return error instanceof UnreadableAnswer ? undefined : classify(error);
}

/** How often the SDK has sent it, as it writes into the error that it throws at last. */
export function attemptsOf(error: unknown): number {
  const { $metadata, cause } = error as {
    readonly $metadata?: { readonly attempts?: number };
    readonly cause?: unknown;
  };
  return $metadata?.attempts ?? (cause instanceof Error ? attemptsOf(cause) : 1);
}

import pMap from 'p-map';
import type { Answer } from '../../policy/recovery/readiness/place.ts';
import { toFault } from '../sweep/fault.ts';

const CALLS_AT_ONCE = 4;

/** Says why a question has no answer. */
export type Explain = (error: unknown) => string;

/** The answer to a question, or why there is none: a call that fails keeps no other from being made. */
export async function answer<T>(ask: () => Promise<T>, explain: Explain = faultMessage): Promise<Answer<T>> {
  try {
    return { known: await ask() };
  } catch (error) {
    return { unread: explain(error) };
  }
}

/** The answers to several questions, by key. */
export async function answers<Q, T>(
  questions: readonly Q[],
  keyOf: (question: Q) => string,
  ask: (question: Q) => Promise<T>,
  explain: Explain = faultMessage,
): Promise<Record<string, Answer<T>>> {
  const all = await pMap(
    questions,
    async (one) => [keyOf(one), await answer(() => ask(one), explain)] as const,
    { concurrency: CALLS_AT_ONCE },
  );
  return Object.fromEntries(all);
}

function faultMessage(error: unknown): string {
  return toFault(error).message;
}

import type { Call } from '../core/service.ts';
import { ServiceError } from '../core/service.ts';
import { batch as errors } from './errors.ts';

type Entry = Readonly<Record<string, unknown>> & { readonly Id: string };

/** The outcome of a batch; each entry succeeds or fails by itself. */
export interface BatchResult extends Record<string, unknown> {
  readonly Successful: readonly Record<string, unknown>[];
  readonly Failed: readonly Record<string, unknown>[];
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_BatchResultErrorEntry.html */
export function runBatch(
  given: unknown,
  call: Call,
  run: (entry: Entry) => Readonly<Record<string, unknown>>,
): BatchResult {
  const Successful: Record<string, unknown>[] = [];
  const Failed: Record<string, unknown>[] = [];
  for (const [index, entry] of readEntries(given).entries()) {
    const { Id } = entry;
    try {
      if (call.fault === 'entry-failure' && index === 0) {
        throw new ServiceError('InternalError', 'We encountered an internal error. Please try again.', 500);
      }
      Successful.push({ Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Failed.push({ Id, SenderFault: error.status < 500, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

/** The entries of a batch, when their number and ids are right. */
export function readEntries(given: unknown): readonly Entry[] {
  const entries: readonly Entry[] = Array.isArray(given) ? given : [];
  if (entries.length === 0) throw errors.empty();
  if (entries.length > 10) throw errors.tooMany(entries.length);
  const seen = new Set<string>();
  for (const { Id } of entries) {
    if (!/^[\w-]{1,80}$/.test(Id)) throw errors.invalidId();
    if (seen.has(Id)) throw errors.notDistinct(Id);
    seen.add(Id);
  }
  return entries;
}

import type { FanOut } from '../queue/fan-out.ts';
import { type WrittenResult, writtenOutcome, writtenSummary } from '../report/written.ts';
import type { SweepResult } from '../sweep/result.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 6 MB for the answer of a Lambda. */
const MAX_BYTES = 5_000_000;

/** The answer of a sweep that was split into messages; nothing has been done yet. */
interface SplitAnswer extends WrittenResult {
  /** How many messages were added, one for each account and Region. 0: none, because too many were waiting. */
  readonly split: number;
}

/**
 * Cuts a result down to what Lambda can send. Outcomes of acts are kept before those of targets that were skipped;
 * the order stays, `omitted` says how many are not listed, and the summary still counts all.
 */
export function toAnswer(result: SweepResult, maxBytes = MAX_BYTES): WrittenResult {
  const outcomes = result.outcomes.map(writtenOutcome);
  const important = outcomes.filter(({ status }) => status !== 'left');
  const kept = new Set<unknown>();
  let bytes = size({ ...result, outcomes: [] });
  for (const outcome of [...important, ...outcomes.filter(({ status }) => status === 'left')]) {
    bytes += size(outcome) + 1;
    if (bytes > maxBytes) break;
    kept.add(outcome);
  }
  return {
    ...result,
    summary: writtenSummary(result.summary),
    outcomes: outcomes.filter((outcome) => kept.has(outcome)),
    omitted: outcomes.length - kept.size,
  };
}

/** The answer of a sweep that was split, or skipped because its messages would only pile up. */
export function toSplitAnswer(
  fanOut: FanOut,
  { function: name, mode, warnings }: Pick<SweepResult, 'function' | 'mode' | 'warnings'>,
): SplitAnswer {
  const isSkipped = fanOut.kind === 'skipped';
  return {
    function: name,
    mode,
    at: new Date().toISOString(),
    ok: true,
    summary: { status: {}, reason: {} },
    scopes: [],
    outcomes: [],
    omitted: 0,
    split: isSkipped ? 0 : fanOut.messages,
    unmatched: [],
    warnings: isSkipped
      ? [
          ...warnings,
          `sweep skipped: ${fanOut.waiting} messages are waiting in the queue, and it would add ${fanOut.messages}; if this goes on, raise queueConcurrency`,
        ]
      : warnings,
  };
}

function size(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/**
 * How decisions and outcomes are written: answers, events, log lines and `--json` keep the words that programs read
 * since the first version, whatever the code calls them.
 */

import { defined } from '../../defined.ts';
import type { Decision } from '../../policy/model/decision.ts';
import type { Outcome, OutcomeStatus } from '../sweep/outcome.ts';
import type { SweepResult } from '../sweep/result.ts';

type WrittenStatus = Exclude<OutcomeStatus, 'skipped'> | 'left';

type Written<D extends Decision> = D extends Decision
  ? Omit<D, 'resourceArn' | 'verdict' | 'fallback'> & {
      readonly target: string;
      readonly verdict: 'act' | 'leave';
    }
  : never;

interface WrittenOutcome extends Omit<Outcome, 'decision' | 'status'> {
  readonly decision: Written<Decision>;
  readonly status: WrittenStatus;
}

/** The result of a run as a function answers it. */
export interface WrittenResult extends Omit<SweepResult, 'summary' | 'outcomes'> {
  readonly summary: WrittenSummary;
  readonly outcomes: readonly WrittenOutcome[];
}

interface WrittenSummary extends Omit<SweepResult['summary'], 'status'> {
  readonly status: Readonly<Partial<Record<WrittenStatus, number>>>;
}

/** A skipped target is written as `left`. */
export function writtenStatus(status: OutcomeStatus): WrittenStatus {
  return status === 'skipped' ? 'left' : status;
}

/** `resourceArn` is written as `target`, and the verdict `skip` as `leave`. */
export function writtenDecision<D extends Decision>({ resourceArn, verdict, ...rest }: D): Written<D> {
  const fallback =
    'fallback' in rest && rest.fallback ? writtenDecision(rest.fallback as Decision) : undefined;
  const written = {
    target: resourceArn,
    ...rest,
    verdict: verdict === 'skip' ? 'leave' : verdict,
    ...defined({ fallback }),
  };
  // Spreading a union loses which of its members it is.
  return written as unknown as Written<D>;
}

export function writtenOutcome({ decision, status, ...rest }: Outcome): WrittenOutcome {
  return { decision: writtenDecision(decision), status: writtenStatus(status), ...rest };
}

export function writtenSummary({
  status: { skipped, ...acted },
  reason,
}: SweepResult['summary']): WrittenSummary {
  return { status: { ...acted, ...defined({ left: skipped }) }, reason };
}

/** The result that was written: for programs of this repository that invoke functions. */
export function readWritten({ summary, outcomes, ...rest }: WrittenResult): SweepResult {
  const { left, ...acted } = summary.status;
  return {
    ...rest,
    summary: { ...summary, status: { ...acted, ...defined({ skipped: left }) } },
    outcomes: outcomes.map(readOutcome),
  };
}

function readOutcome({ decision, status, ...rest }: WrittenOutcome): Outcome {
  return { ...rest, decision: readDecision(decision), status: status === 'left' ? 'skipped' : status };
}

function readDecision({ target, verdict, ...rest }: Written<Decision>): Decision {
  const fallback = 'fallback' in rest ? readDecision(rest.fallback as Written<Decision>) : undefined;
  const read = {
    resourceArn: target,
    ...rest,
    verdict: verdict === 'leave' ? 'skip' : verdict,
    ...defined({ fallback }),
  };
  return read as Decision;
}

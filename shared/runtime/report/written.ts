/**
 * How decisions and outcomes are written: answers, events, log lines and `--json` keep the words that programs read
 * since the first version, whatever the code calls them.
 */

import { defined } from '../../defined.ts';
import type { Base, Decision } from '../../policy/model/decision.ts';
import type { Fault, Outcome, OutcomeStatus } from '../sweep/outcome.ts';
import type { SweepResult } from '../sweep/result.ts';

type WrittenStatus = Exclude<OutcomeStatus, 'skipped'> | 'left';

interface WrittenDecision extends Omit<Base, 'resourceArn'> {
  readonly target: string;
  readonly verdict: 'act' | 'leave';
  readonly fallback?: WrittenDecision;
}

interface WrittenOutcome {
  readonly decision: WrittenDecision;
  readonly status: WrittenStatus;
  readonly fault?: Fault;
}

interface WrittenSummary extends Omit<SweepResult['summary'], 'status'> {
  readonly status: Readonly<Partial<Record<WrittenStatus, number>>>;
}

/** The result of a run as a function answers it. */
export interface WrittenResult extends Omit<SweepResult, 'summary' | 'outcomes'> {
  readonly summary: WrittenSummary;
  readonly outcomes: readonly WrittenOutcome[];
}

/** A skipped target is written as `left`. */
export function writtenStatus(status: OutcomeStatus): WrittenStatus {
  return status === 'skipped' ? 'left' : status;
}

/** `resourceArn` is written as `target`, and the verdict `skip` as `leave`. */
export function writtenDecision({ resourceArn, verdict, ...rest }: Decision): WrittenDecision {
  const fallback = 'fallback' in rest && rest.fallback ? writtenDecision(rest.fallback) : undefined;
  const written = { target: resourceArn, ...rest, verdict: verdict === 'skip' ? 'leave' : verdict } as const;
  return { ...written, ...defined({ fallback }) } as WrittenDecision;
}

export function writtenOutcome({ decision, status, ...rest }: Outcome): WrittenOutcome {
  return { decision: writtenDecision(decision), status: writtenStatus(status), ...rest };
}

export function writtenSummary({ status, reason }: SweepResult['summary']): WrittenSummary {
  const { skipped: left, ...acted } = status;
  return { status: { ...acted, ...defined({ left }) }, reason };
}

/** The result that was written: for programs of this repository that invoke functions. */
export function readWritten({ summary, outcomes, ...rest }: WrittenResult): SweepResult {
  const { left: skipped, ...acted } = summary.status;
  return {
    ...rest,
    summary: { ...summary, status: { ...acted, ...defined({ skipped }) } },
    outcomes: outcomes.map(({ decision, status, ...more }) => ({
      ...{ decision: readDecision(decision), status: status === 'left' ? 'skipped' : status },
      ...more,
    })),
  };
}

function readDecision({ target, verdict, fallback, ...rest }: WrittenDecision): Decision {
  const read = { resourceArn: target, ...rest, verdict: verdict === 'leave' ? 'skip' : verdict };
  // It was made of a decision, whose kinds `WrittenDecision` does not tell apart.
  return { ...read, ...(fallback && { fallback: readDecision(fallback) }) } as Decision;
}

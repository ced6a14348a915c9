import { defined } from '../../../shared/defined.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { Fault, Outcome, OutcomeStatus } from '../../../shared/runtime/sweep/outcome.ts';
import type { SweepResult } from '../../../shared/runtime/sweep/result.ts';
import { anAct } from './power.ts';

export function anOutcome(status: OutcomeStatus, decision: Decision = anAct(), fault?: Fault): Outcome {
  return { decision, status, ...defined({ fault }) };
}

/** The output of a run over one account and Region in which nothing was due. */
export function aResult(some: Partial<SweepResult> = {}): SweepResult {
  return {
    function: 'stop-idle-clusters',
    mode: 'enforce',
    at: '2026-11-21T12:00:00.000Z',
    ok: true,
    summary: { status: {}, reason: {} },
    scopes: [{ account: '111122223333', region: 'eu-central-1', ok: true, clusters: 3 }],
    outcomes: [],
    omitted: 0,
    unmatched: [],
    warnings: [],
    ...some,
  };
}

/** The outcome of each cluster, in short. */
export function statuses<S extends string>({
  outcomes,
}: {
  readonly outcomes: readonly { readonly decision: { readonly cluster: string }; readonly status: S }[];
}): Record<string, S> {
  return Object.fromEntries(outcomes.map(({ decision, status }) => [decision.cluster, status]));
}

import type { World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { reasonRow } from '../../shared/policy/model/reasons.ts';
import { classifyStatus } from '../../shared/policy/model/status.ts';
import { lineOf, type PlannedChange } from './change.ts';

/** One line for the power of each cluster, made of the decisions of the function that stops and the one that starts. */
export function planPower(decisions: readonly Decision[], worlds: readonly World[]): PlannedChange[] {
  const power = decisions.filter(({ aspect }) => aspect === 'power');
  const seen = worlds.flatMap(({ clusters }) => clusters.map(({ cluster }) => cluster));
  const down = new Set(seen.filter(({ status }) => isDown(status)).map(({ arn }) => arn));
  return [...Map.groupBy(power, ({ resourceArn }) => resourceArn).values()].map((both) => ({
    ...toPlanned(mostTelling(both)),
    ...(isUnknown(both, down) && notObserved),
  }));
}

function isDown(status: string): boolean {
  return ['stopped', 'stopping'].includes(classifyStatus(status));
}

/** Why a running cluster is not started says nothing: whether it should be stopped was not found out. */
function isUnknown(both: readonly Decision[], down: ReadonlySet<string>): boolean {
  return both.every(
    ({ action, verdict, reason, resourceArn }) =>
      action === 'start' &&
      verdict === 'skip' &&
      reasonRow(reason).rulesOut !== 'cluster' &&
      !down.has(resourceArn),
  );
}

const notObserved = {
  reason: 'not-observed',
  detail: 'the facts that decide whether to stop it could not be read',
} as const;

/** An act; else why a running cluster is not stopped, or gets no snapshot before that; else why it is not started. */
function mostTelling(both: readonly Decision[]): Decision | undefined {
  return (
    both.find(({ verdict }) => verdict === 'act') ??
    both.find(({ action, reason }) => action !== 'start' && reason !== 'already-stopped') ??
    both.find(({ action }) => action === 'start') ??
    both[0]
  );
}

function toPlanned(decision: Decision | undefined): PlannedChange {
  if (decision === undefined) throw new TypeError('a group of decisions is never empty');
  const { change, ...line } = lineOf('power', decision);
  return change === 'stop' || change === 'start' ? { ...line, change } : line;
}

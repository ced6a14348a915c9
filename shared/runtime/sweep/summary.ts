import type { Fault, Outcome } from './outcome.ts';
import type { ScopeResult, Summary, SweepResult } from './result.ts';

/** Names in the message of a failed run; the rest is a count. */
const MAX_NAMED = 10;

/** Counts outcomes by status and by reason. */
export function summarise(outcomes: readonly Outcome[]): Summary {
  return {
    status: countBy(outcomes, (outcome) => outcome.status),
    reason: countBy(outcomes, (outcome) => outcome.decision.reason),
  };
}

/** Whether an outcome fails the run. A conflict does not: the next sweep decides again. */
export function isFailure({ status }: Outcome): boolean {
  return status === 'failed' || status === 'retry';
}

/**
 * One line that says what failed and why, for the error of the invocation.
 *
 * @example
 * 'stop-idle-clusters: 1 of 40 clusters failed: 111122223333/eu-central-1/dev-a: AccessDenied: …'
 */
export function describeFailure(result: SweepResult): string {
  const scopes = result.scopes.filter(({ ok }) => !ok);
  const outcomes = result.outcomes.filter(isFailure);
  const undelivered = result.scopes.filter((scope) => scope.undelivered !== undefined);
  return [
    part(scopes, `of ${result.scopes.length} accounts and Regions could not be read`, describeScope),
    part(outcomes, `of ${result.outcomes.length} ${nounOf(result.outcomes)} failed`, describeOutcome),
    part(undelivered, 'reports could not be delivered', describeScope),
    result.unlisted ? describeFault(result.unlisted) : '',
  ]
    .filter((text) => text !== '')
    .join('; ')
    .replace(/^/, `${result.function}: `);
}

function part<T>(items: readonly T[], what: string, describe: (item: T) => string): string {
  if (items.length === 0) return '';
  return `${items.length} ${what}: ${firstOf(items.map(describe))}`;
}

/** The first of some names, and how many more there are. */
export function firstOf(names: readonly string[]): string {
  const more = names.length > MAX_NAMED ? `, and ${names.length - MAX_NAMED} more` : '';
  return `${names.slice(0, MAX_NAMED).join(', ')}${more}`;
}

function describeScope({ account, region, fault, undelivered }: ScopeResult): string {
  const { name = '', message = '' } = fault ?? undelivered ?? {};
  return `${account}/${region}: ${describeFault({ name, message })}`;
}

function describeFault({ name, message }: Fault): string {
  return `${name}: ${message}`;
}

function describeOutcome({ decision, fault }: Outcome): string {
  const { account, region, cluster, snapshot } = decision;
  return `${account}/${region}/${snapshot ?? cluster}: ${fault?.name}: ${fault?.message}`;
}

function nounOf(outcomes: readonly Outcome[]): string {
  return outcomes.some(({ decision }) => decision.snapshot !== undefined) ? 'targets' : 'clusters';
}

function countBy<T, K extends string>(items: readonly T[], key: (item: T) => K): Partial<Record<K, number>> {
  const counts: Partial<Record<K, number>> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

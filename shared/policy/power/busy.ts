import { type Signal, signalNames } from '../model/engines.ts';
import { type Finding, skip } from '../model/finding.ts';
import { powerHoursAt } from '../rules/power-hours.ts';
import { readLastAction } from '../rules/power-note.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';
import type { Evidence, UseShown } from './facts.ts';
import { lastEnd } from './outside.ts';
import { uptimeOf } from './uptime.ts';

type Busy = Extract<Evidence, { readonly state: 'busy' }>;

/** A cluster that is used outside its hours for this number of days in a row is named: mostly something polls it. */
const BUSY_DAYS = 3;

/** So long after the end of the hours, use without a break is no work that somebody is about to finish. */
const DEEP_NIGHT_MS = 6 * HOUR_MS;

/** The finding on a cluster that is busy now: for days, if nothing has stopped it though its hours have ended each day. */
export function checkBusyDays(candidate: Candidate, { detail, use = [] }: Busy): Finding {
  const isByMachine = use.length > 0 && use.every(isOfMachine);
  const known = upSinceDays(candidate, isByMachine);
  if (known === undefined) return skip('busy', detail);
  const since = `${detail}; ${known}`;
  if (!isByMachine) {
    return skip('busy-for-days', `${since}: see what uses it outside its hours, or change its hours`);
  }
  return skip(
    'busy-for-days',
    `${since}: ${wordsOf(use)}; if that is no use, write ${remedyOf(candidate, use)} under power, else change its hours`,
  );
}

/**
 * Since when a cluster has not been stopped, if that is for days. Its tag shows it without a call: Dormouse has started it
 * and not stopped it since; or there is no tag, so Dormouse has never stopped it, which says something only about use that
 * no person makes.
 */
function upSinceDays(candidate: Candidate, isByMachine: boolean): string | undefined {
  const { policy, cluster, local } = candidate;
  const last = readLastAction(cluster);
  const isNeverStopped = last === undefined && policy.tagActions && isByMachine && isDeepNight(candidate);
  const since = last?.action === 'start' ? last.at : isNeverStopped ? cluster.createdAt : undefined;
  if (since === undefined || !isDaysAgo(candidate, since)) return undefined;
  return isNeverStopped
    ? 'Dormouse has never stopped it'
    : `it has not been stopped since ${formatWhenIn(since, local)}`;
}

/**
 * Since when a cluster that runs outside its hours has not been stopped, if that is for days, by its tag alone: nothing says
 * what keeps it up. Undefined where its rule never stops it.
 */
export function notStoppedSince(candidate: Candidate): EpochMs | undefined {
  const { cluster, power } = candidate;
  const last = readLastAction(cluster);
  const mayBeStopped = cluster.status === 'available' && power.stop !== 'never' && !uptimeOf(candidate).up;
  if (!mayBeStopped || last?.action !== 'start') return undefined;
  return isDaysAgo(candidate, last.at) ? last.at : undefined;
}

function isDeepNight(candidate: Candidate): boolean {
  const ended = lastEnd(candidate);
  return ended !== undefined && candidate.local.now - ended >= DEEP_NIGHT_MS;
}

/** The most use that pools, agents and the like make. */
const OF_MACHINES: Readonly<Record<Signal, number>> = {
  connections: 20,
  cpu: 60,
  queries: 200,
  connectionAttempts: 600,
};

function isOfMachine({ signal, atLeast, most }: UseShown): boolean {
  return atLeast !== undefined && most <= OF_MACHINES[signal];
}

/** The use in words. Each signal is there without a break, so no person's work explains it. */
function wordsOf(use: readonly UseShown[]): string {
  const first = [...new Map(use.map((one) => [one.signal, one])).values()];
  return first.map(({ signal, atLeast = 0, most }) => words[signal](range(atLeast, most))).join(', and ');
}

const words: Readonly<Record<Signal, (range: string) => string>> = {
  connections: (range) =>
    `${range} connection${range === '1' ? '' : 's'} without a break: a pool, proxy or agent`,
  cpu: (range) => `${range} % of CPU without a break: replication or a scheduled job`,
  queries: (range) => `${range} queries a second without a break: monitoring`,
  connectionAttempts: (range) => `${range} connection attempts a minute without a break: health checks`,
};

function range(least: number, most: number): string {
  const [from, to] = [Math.floor(least), Math.ceil(most)];
  return from === to ? `${to}` : `${from} to ${to}`;
}

/** The `idle` with which this use would be none: the rule's own, with higher limits. */
function remedyOf({ power }: Candidate, use: readonly UseShown[]): string {
  const atMost = { ...power.idle?.atMost };
  for (const { signal, most } of use) atMost[signal] = Math.max(atMost[signal] ?? 0, Math.ceil(most));
  const { ignore = [] } = power.idle ?? {};
  const limits = signalNames.flatMap((signal) => {
    const most = atMost[signal];
    if (most === undefined) return [];
    return [`${signal}: ${signal === 'cpu' ? `${most}%` : most}`];
  });
  const ignored = ignore.length === 0 ? [] : [`ignore: [${ignore.join(', ')}]`];
  return `idle: { ${[...limits, ...ignored].join(', ')} }`;
}

/** Whether an instant is days ago, and the hours have ended as often since, not counting the time around it. */
function isDaysAgo(candidate: Candidate, since: EpochMs): boolean {
  const { now } = candidate.local;
  if (now - since < BUSY_DAYS * DAY_MS) return false;
  let at = now;
  for (let left = BUSY_DAYS; left > 0; left -= 1) {
    const closed = powerHoursAt(candidate, at)?.window;
    if (closed?.since === undefined || closed.open || closed.since < since) return false;
    const open = powerHoursAt(candidate, closed.since - 1)?.window;
    if (left > 1 && open?.since === undefined) return false;
    at = (open?.since ?? 0) - 1;
  }
  return true;
}

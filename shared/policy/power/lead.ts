import type { Cluster } from '../model/cluster.ts';
import type { PowerRule } from '../model/policy.ts';
import { type LastAction, readLastAction } from '../rules/power-note.ts';
import { type EpochMs, HOUR_MS, MINUTE_MS } from '../time/units.ts';
import { formatDuration } from '../time/when.ts';
import type { StopFacts } from './facts.ts';
import { staggerOf } from './stagger.ts';

const MIN_LEAD_MS = 5 * MINUTE_MS;
const MAX_LEAD_MS = HOUR_MS;
/** Before any start is known: AWS mostly takes 5 to 15 minutes, and a sweep comes every 5. */
const FIRST_LEAD_MS = 20 * MINUTE_MS;
/** The time to the next sweep. */
const SWEEP_MS = 5 * MINUTE_MS;
/** A start that takes longer than this is not taken for the one that was requested. */
const LONGEST_START_MS = HOUR_MS;

/** How long before its hours a cluster is started. */
export interface Lead {
  /** 0: when they begin. */
  readonly ms: number;
  /** `started 17m before, by startBefore: auto (its starts take 9m)`; empty without a lead. */
  readonly detail: string;
}

/** The lead of a cluster by its rule; for `auto` by how long its starts took, which its tag says, within bounds. */
export function leadOf(
  rule: Pick<PowerRule, 'startBefore' | 'staggerMs'>,
  cluster: Pick<Cluster, 'tags' | 'createdAt' | 'arn' | 'resourceId'>,
): Lead {
  const { startBefore, staggerMs } = rule;
  if (startBefore === undefined) return { ms: 0, detail: '' };
  const earlier = staggerOf(rule, cluster);
  const said = (ms: number, by: string): Lead => ({
    ms: ms + earlier,
    detail: `started ${formatDuration(ms + earlier)} before, by startBefore: ${by}${
      staggerMs === undefined ? '' : ` and its turn within stagger: ${formatDuration(staggerMs)}`
    }`,
  });
  if (startBefore !== 'auto') return said(startBefore, formatDuration(startBefore));
  const tookMs = readLastAction(cluster)?.tookMs;
  if (tookMs === undefined) return said(FIRST_LEAD_MS, 'auto (none of its starts is known)');
  const neededMs = Math.ceil((1.25 * tookMs) / MINUTE_MS) * MINUTE_MS + SWEEP_MS;
  const ms = Math.min(Math.max(neededMs, MIN_LEAD_MS), MAX_LEAD_MS);
  return said(ms, `auto (its starts take ${formatDuration(tookMs)})`);
}

/**
 * How long the starts of a cluster take, for the note of its next stop or start: a longer one counts at once, shorter ones
 * little by little. The note says when Dormouse requested the last start, an RDS event when it was complete.
 */
export function startsTake(
  last: LastAction | undefined,
  { lastStart }: Partial<StopFacts>,
): number | undefined {
  const before = last?.tookMs;
  const now = last === undefined || lastStart === undefined ? undefined : durationOf(last, lastStart);
  if (now === undefined || before === undefined || now >= before) return now ?? before;
  // Whole minutes, as the note has them: rounded up, it would not fall any more.
  return Math.max(now, Math.floor((before - (before - now) / 4) / MINUTE_MS) * MINUTE_MS);
}

function durationOf(
  { action, answer, at }: LastAction,
  start: { readonly at: EpochMs; readonly by: 'aws' | 'user' },
): number | undefined {
  const ms = start.at - at;
  const isOwn = action === 'start' && answer === undefined && start.by === 'user';
  return isOwn && ms > 0 && ms <= LONGEST_START_MS ? ms : undefined;
}

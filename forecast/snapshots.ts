import type { Cluster } from '../shared/policy/model/cluster.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import { decideCreateSnapshots } from '../shared/policy/snapshots/decide-create.ts';
import { duesWithin } from '../shared/policy/time/cron.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { PowerState } from '../timeline/timeline.ts';
import { holdTimes } from './clock.ts';
import {
  type Course,
  type Event,
  type ForecastCluster,
  isUp,
  type Span,
  timesOf,
  valueAt,
} from './course.ts';

/** The snapshots that fall due, where the cluster runs then, else once when it runs again; and those before stops. */
export function forecastSnapshots(
  { cluster }: ForecastCluster,
  span: Span,
  power: Course<PowerState>,
): Event[] {
  const { policy, from, to } = span;
  const rule = settingsOf(policy, cluster, 'snapshots');
  const create = rule?.settings.create;
  if (rule === undefined || create === undefined) return beforeStops([], span, cluster, power);
  const { name, timezone } = rule;
  const dues = duesOf(span, create.cron, timezone);
  // Whether the last one before was taken is not read; it may be made up for.
  let missed: 'no' | 'maybe' | 'yes' =
    isUp(valueAt(power.lane, from, from)) && mayTake(policy, cluster, from) ? 'no' : 'maybe';
  const events: Event[] = [];
  const others = [from, ...timesOf(power.lane, from), ...holdTimes(cluster, { timezone, now: from })];
  const times = [...new Set([...dues, ...others])].filter((at) => at >= from && at < to);
  for (const at of times.sort((a, b) => a - b)) {
    const isNew = dues.has(at);
    if (isNew) missed = 'yes';
    const state = valueAt(power.lane, from, at);
    if (missed === 'no' || !mayTake(policy, cluster, at) || !(isUp(state) || state === 'maybe')) continue;
    const isOpen = state === 'maybe' || missed === 'maybe';
    const text = isOpen ? 'if it runs, and has missed one' : isNew ? `cron ${create.cron}` : 'missed before';
    const about = { at, kind: 'snapshot', by: 'dormouse', reason: 'due', rule: name } as const;
    events.push({ ...about, text: isOpen && isNew ? 'if it runs' : text, ...(isOpen && { maybe: true }) });
    missed = state === 'maybe' ? 'maybe' : 'no';
  }
  return [...events, ...beforeStops(events, span, cluster, power)];
}

/** Clusters share their crons. */
const known = new WeakMap<Span, Map<string, ReadonlySet<EpochMs>>>();

function duesOf(span: Span, cron: string, timezone: string): ReadonlySet<EpochMs> {
  const own = known.get(span) ?? new Map<string, ReadonlySet<EpochMs>>();
  known.set(span, own);
  const key = `${cron} ${timezone}`;
  const dues = own.get(key) ?? new Set(duesWithin(cron, timezone, span.from, span.to));
  own.set(key, dues);
  return dues;
}

/** As if it ran and had no snapshot: only a hold or a protection keeps one from being taken. */
function mayTake(policy: Policy, cluster: Cluster, now: EpochMs): boolean {
  const { account, region } = cluster;
  const running = { ...cluster, status: 'available' };
  const world = { account, region, observedAt: now, clusters: [{ cluster: running }], snapshots: [] };
  const quota = { used: 0, max: 100 };
  return decideCreateSnapshots(policy, { ...world, quota })[0]?.verdict === 'act';
}

/** The snapshots that a rule wants before stops, where none has been taken since the last start. */
function beforeStops(
  due: readonly Event[],
  { policy, from }: Span,
  cluster: Cluster,
  power: Course<PowerState>,
): Event[] {
  const rule = settingsOf(policy, cluster, 'power');
  if (rule?.settings.snapshotFirst !== true) return [];
  return power.events.flatMap(({ kind, at, maybe }): Event[] => {
    if (kind !== 'stop') return [];
    const start = power.events.findLast((event) => STARTS.includes(event.kind) && event.at < at)?.at ?? 0;
    const taken = due.filter((event) => event.at > start && event.at <= at);
    if (taken.some((event) => event.maybe === undefined)) return [];
    const about = { kind: 'snapshot', by: 'dormouse', reason: 'snapshot-first', rule: rule.name } as const;
    // One that was due before the forecast may have been taken since the start.
    const isOpen = maybe ?? (taken.length > 0 || start < from);
    return [{ ...about, at, text: 'before its stop', ...(isOpen && { maybe: true as const }) }];
  });
}

const STARTS: readonly string[] = ['start', 'seven-day-restart'];

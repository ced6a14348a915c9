import type { CapacityUse } from '../shared/policy/capacity/capacity.ts';
import { decideCapacity } from '../shared/policy/capacity/decide.ts';
import { formatCapacity } from '../shared/policy/capacity/entry.ts';
import { engineOf } from '../shared/policy/model/engines.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import { DAY_MS, type EpochMs } from '../shared/policy/time/units.ts';
import type { PowerState } from '../timeline/timeline.ts';
import { earliestAfter, holdTimes, hoursTimes } from './clock.ts';
import {
  type Course,
  type Event,
  type ForecastCluster,
  laneFrom,
  type Span,
  timesOf,
  valueAt,
} from './course.ts';

type Limits = { readonly min: number; readonly max: number };

const MAX_STEPS = 20_000;
const UNUSED: CapacityUse = { state: 'known', units: 0 };
const UNKNOWN: CapacityUse = { state: 'unknown', detail: '' };

/** The course of the limits of a cluster's serverless capacity; undefined for a provisioned cluster. */
export function forecastCapacity(
  { cluster, facts }: ForecastCluster,
  { policy, from, to }: Span,
  power: Course<PowerState>,
): Course<Limits> | undefined {
  const rule = settingsOf(policy, cluster, 'capacity');
  if (cluster.serverless === undefined) return undefined;
  const line = laneFrom<Limits>(from);
  const events: Event[] = [];
  const unit = engineOf(cluster).capacity?.unit ?? 'units';
  const members = (facts?.members ?? []).map((member) => ({ ...member, status: 'available' }));
  let now = { ...cluster, status: 'available' };
  let at: EpochMs | undefined = from;
  for (let step = 0; at !== undefined && at < to && step < MAX_STEPS; step += 1) {
    const state = valueAt(power.lane, from, at);
    if (rule !== undefined && state !== 'stopped' && state !== 'changing') {
      const decide = (use: CapacityUse) =>
        decideCapacity(policy, { cluster: now, capacityFacts: { members, use } }, at ?? from);
      const decision = decide(UNUSED);
      if (decision.verdict === 'act') {
        const { min, max, autoPauseAfterMs, tags } = decision.command;
        const limits = { min, max, ...(autoPauseAfterMs !== undefined && { autoPauseAfterMs }) };
        const busy = decide(UNKNOWN);
        const certain = state === 'up' && busy.verdict === 'act' && busy.command.max === max;
        const when = certain ? '' : state === 'maybe' ? ', if it runs' : ', once it uses no more than that';
        const about = {
          at,
          kind: 'capacity',
          by: 'dormouse',
          reason: decision.reason,
          rule: rule.name,
        } as const;
        events.push({
          ...about,
          text: `${formatCapacity(limits, unit)}${when}`,
          ...(!certain && { maybe: true }),
        });
        now = { ...now, serverless: limits, tags: { ...now.tags, ...tags } };
      }
    }
    const { min, max } = now.serverless ?? cluster.serverless;
    line.set(at, { min, max });
    at = earliestAfter(at, [...timesOf(power.lane, from), ...(rule ? entryTimes() : [])]);
  }
  return { lane: line.lane, events };

  function entryTimes(): EpochMs[] {
    if (rule === undefined || at === undefined) return [];
    const local = { timezone: rule.timezone, now: at };
    return [
      ...rule.settings.flatMap(({ hours }) => hoursTimes(hours, policy, local)),
      ...holdTimes(cluster, local),
      at + DAY_MS,
    ];
  }
}

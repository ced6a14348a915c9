import { suggest } from '../../document/nearest.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Skipped, skip } from '../model/finding.ts';
import type { HoursByTag, Policy, Schedule } from '../model/policy.ts';
import type { Hours } from '../time/hours.ts';
import { differenceOf } from './near-miss.ts';

/** The most of a value that a detail shows. */
const SHOWN = 64;

/** Whether a tag of each cluster says which of the policy's schedules it has. */
export function isByTag(hours: Hours | HoursByTag | undefined): hours is HoursByTag {
  return hours !== undefined && 'tag' in hours;
}

/** The schedule that a tag of the cluster names; undefined when it names none. */
export function scheduleOf(
  { schedules = {} }: Pick<Policy, 'schedules'>,
  { tag }: HoursByTag,
  { tags }: Pick<Cluster, 'tags'>,
): Schedule | undefined {
  const name = Object.hasOwn(tags, tag) ? (tags[tag] ?? '') : undefined;
  return name !== undefined && Object.hasOwn(schedules, name) ? schedules[name] : undefined;
}

/**
 * Leaves a cluster as it is whose tag names no schedule: it could be anybody's slip, and nobody means a stop by it.
 * Undefined where its hours are known.
 */
export function checkSchedule(
  policy: Pick<Policy, 'schedules'>,
  hours: Hours | HoursByTag | undefined,
  cluster: Pick<Cluster, 'tags'>,
): Skipped | undefined {
  if (!isByTag(hours) || scheduleOf(policy, hours, cluster) !== undefined) return undefined;
  const { tag } = hours;
  const { tags } = cluster;
  if (!Object.hasOwn(tags, tag)) {
    const near = Object.keys(tags).find((key) => differenceOf(key, tag) !== undefined);
    const instead = near === undefined ? '' : ` (it has ${JSON.stringify(near)})`;
    return skip('no-schedule', `it has no tag ${tag}${instead}, by which the rule knows its hours; add it`);
  }
  const value = (tags[tag] ?? '').slice(0, SHOWN);
  const remedy = remedyFor(value, Object.keys(policy.schedules ?? {}));
  return skip(
    'no-schedule',
    `its tag ${tag}=${JSON.stringify(value)} names no schedule of the policy; ${remedy}`,
  );
}

function remedyFor(value: string, names: readonly string[]): string {
  const near = names.find((name) => differenceOf(value, name) !== undefined);
  if (near === undefined) return suggest(value, names);
  return `it differs from ${near} in ${differenceOf(value, near)} only`;
}

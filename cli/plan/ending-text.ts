import { count, wrap } from '../terminal/columns.ts';
import { WIDTH } from './attention-text.ts';
import { countCapacities } from './capacities.ts';
import { countChanges, everythingOf, isAnythingDone, type Plan } from './plan.ts';
import type { PlanTextOptions } from './row.ts';
import { countSnapshots } from './snapshots.ts';
import { countStreams } from './streams.ts';

/** How much would be done, and how that becomes real. */
export function ending(plan: Plan, { paint, width }: PlanTextOptions): string[] {
  if (plan.clusters.length + plan.snapshots.length === 0 && plan.unread.length > 0) {
    return [paint('fault', 'No plan: nothing could be read.')];
  }
  const { stop, start, left: others } = countChanges(plan);
  const missing = plan.unread.length === 0 ? '' : ` ${count(plan.unread.length, 'place')} could not be read.`;
  const parts = [`${stop} to stop`, `${start} to start`, ...clusterParts(plan), ...snapshotParts(plan)];
  const told = isAnythingDone(plan) ? wrap(becoming(plan), width ?? WIDTH) : [];
  const head = `Plan: ${[...parts, `${count(others, 'cluster')} left`].join(', ')}.${waiting(plan)}`;
  return [
    ...wrap(paint('heading', head) + paint('fault', missing), width ?? Number.POSITIVE_INFINITY),
    ...told,
  ];
}

/** What is due, and a cap leaves to later sweeps. */
function waiting(plan: Plan): string {
  const capped = everythingOf(plan).filter(({ reason }) => reason === 'limit-cap').length;
  return capped === 0 ? '' : ` More due, left to later sweeps by a cap under limits: ${capped}.`;
}

/** Those that are not zero. */
function clusterParts({ streams, capacities }: Plan): string[] {
  const { start, stop, remember } = countStreams(streams);
  const { change } = countCapacities(capacities);
  const parts = [
    [start, `${count(start, 'stream')} to start`],
    [stop, `${count(stop, 'stream')} to stop`],
    [remember, `${count(remember, 'override')} to remember`],
    [change, `${change} ${change === 1 ? 'capacity' : 'capacities'} to change`],
  ] as const;
  return parts.flatMap(([number, text]) => (number > 0 ? [text] : []));
}

/** Those that are not zero; the first says what they are about. */
function snapshotParts({ snapshots }: Plan): string[] {
  const counts = countSnapshots(snapshots);
  const parts = [
    [counts.create, 'take'],
    [counts.copy, 'copy'],
    [counts.delete, 'delete'],
  ] as const;
  return parts
    .filter(([number]) => number > 0)
    .map(([number, verb], index) => `${index === 0 ? count(number, 'snapshot') : number} to ${verb}`);
}

function becoming(plan: Plan): string {
  const { mode, policy, snapshots, observing } = plan;
  const minutes = snapshots.some(({ change }) => change === 'copy' || change === 'delete')
    ? 'fifteen'
    : 'five';
  if (mode === 'observe') {
    return `The policy is in mode observe: the functions report this and change nothing. With "mode: enforce" in ${policy}, and deployed, they do it.`;
  }
  const changes = everythingOf(plan).filter(({ change }) => change !== undefined);
  if (changes.every(({ rule = '' }) => observing.includes(rule))) {
    return `The rules that decide this are in mode observe: the functions report it and change nothing. Without "mode: observe" there in ${policy}, and deployed, they do it.`;
  }
  const rest = observing.length > 0 ? ', but for what is marked "mode: observe": they only report that' : '';
  return `The policy is in mode enforce: once it is deployed, the functions do this within ${minutes} minutes${rest}.`;
}

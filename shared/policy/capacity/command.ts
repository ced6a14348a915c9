import { defined } from '../../defined.ts';
import type { Cluster, ServerlessCapacity } from '../model/cluster.ts';
import { type ChangeCapacityCommand, toCluster } from '../model/command.ts';
import type { Policy } from '../model/policy.ts';
import { CAPACITY_TAG } from '../model/tags.ts';
import type { Contest } from '../rules/contest.ts';
import type { Applied } from '../rules/settings.ts';
import { hasRoomFor } from '../rules/tag-room.ts';
import type { EpochMs } from '../time/units.ts';
import { pauseOf } from './entry.ts';
import { capacityTag } from './last-action.ts';

/** The requested capacity, and the facts that its tag remembers for the next decisions. */
export interface CapacityChange {
  readonly values: ServerlessCapacity;
  /** The max stays as it is for now. */
  readonly isFirstStep?: true;
  /** The use of the last minutes allows it. */
  readonly dependsOnUse?: true;
  readonly contest?: Contest;
}

/** The order for a change now. */
export function changeCommand(
  policy: Policy,
  rule: Applied<'capacity'>,
  cluster: Cluster,
  change: CapacityChange,
  now: EpochMs,
): ChangeCapacityCommand {
  const { min, max } = change.values;
  const pause = pauseOf(change.values);
  const tag = (answer?: 'refused') =>
    policy.tagActions && hasRoomFor(CAPACITY_TAG, cluster.tags)
      ? { [CAPACITY_TAG]: capacityTag(change, now, rule.name, defined({ answer, stamp: policy.stamp })) }
      : {};
  return {
    kind: 'change-capacity',
    ...toCluster(cluster),
    min,
    max,
    ...defined({ autoPauseAfterMs: pause }),
    tags: tag(),
    tagsIfRefused: tag('refused'),
  };
}

/** Whether a change leaves a cluster at least as much as it has, and pauses it no sooner. */
export function takesNothing(
  current: ServerlessCapacity,
  { min, max, autoPauseAfterMs }: ServerlessCapacity,
): boolean {
  const pausesNoSooner =
    min > 0 || (current.min === 0 && (autoPauseAfterMs ?? 0) >= (current.autoPauseAfterMs ?? 0));
  return min >= current.min && max >= current.max && pausesNoSooner;
}

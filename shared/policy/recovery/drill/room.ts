import type { RestoreClusterCommand } from '../../model/command.ts';
import { type Act, type Decision, skipInstead } from '../../model/decision.ts';
import { isDrillName } from '../../model/drill-record.ts';
import { type Skipped, skip } from '../../model/finding.ts';
import { isSamePlace } from '../../model/location.ts';
import type { Policy } from '../../model/policy.ts';
import { isObserved, ruleOf } from '../../rules/rule-mode.ts';
import type { DrillWorld } from './world.ts';

type Drill = Decision<RestoreClusterCommand>;

/** A drill leaves room for one more cluster and instance, because somebody may need to restore in earnest. */
const LEFT_OVER = 1;

/** Drills under way in the place, and those of them that AWS does not list yet. */
interface Taken {
  underWay: number;
  unlisted: number;
}

/**
 * Lets as many drills begin as `atMost` and the quotas of the place allow, those of the earliest periods first, and skips
 * the rest. Clusters of drills count whoever made them. A rule that only observes takes no room.
 */
export function withinRoom(policy: Policy, decisions: readonly Drill[], world: DrillWorld): Drill[] {
  const taken = takenIn(world);
  const acts = decisions.filter((one): one is Act<RestoreClusterCommand> => one.verdict === 'act');
  const inTurn = acts.toSorted((a, b) => (a.command.record.drill < b.command.record.drill ? -1 : 1));
  const refused = new Map<Drill, Skipped>();
  for (const act of inTurn) {
    const finding = checkSlots(policy, act, taken, world) ?? checkRoom(taken, world);
    if (finding !== undefined) refused.set(act, finding);
    else if (!isObserved(policy, act)) {
      taken.underWay += 1;
      taken.unlisted += 1;
    }
  }
  return decisions.map((decision) => {
    const finding = refused.get(decision);
    return finding === undefined ? decision : skipInstead(decision, finding);
  });
}

function takenIn(world: DrillWorld): Taken {
  const listed = new Set(
    world.clusters.flatMap(({ cluster }) =>
      isSamePlace(cluster, world) && isDrillName(cluster.id) ? [cluster.id.toLowerCase()] : [],
    ),
  );
  const unlisted = world.open.filter(({ record }) => !listed.has(record.restored.cluster)).length;
  return { underWay: listed.size + unlisted, unlisted };
}

function checkSlots(
  policy: Policy,
  act: Drill,
  { underWay }: Taken,
  { region }: DrillWorld,
): Skipped | undefined {
  const atMost = ruleOf(policy, act)?.recovery?.drill.atMost ?? 0;
  return underWay < atMost
    ? undefined
    : skip('drill-slots-full', `${underWay} of at most ${atMost} drills are in progress in ${region}`);
}

function checkRoom({ unlisted }: Taken, { facts, region }: DrillWorld): Skipped | undefined {
  const room = facts?.room;
  if (room === undefined || !('known' in room)) {
    return skip(
      'drill-unknown',
      `the quotas of ${region} could not be read: ${room?.unread ?? 'nobody asked'}`,
    );
  }
  for (const what of ['clusters', 'instances'] as const) {
    const left = room.known[what] - unlisted;
    if (left <= LEFT_OVER) {
      return skip(
        'drill-quota-full',
        `the quota of ${region} has room for ${Math.max(0, left)} more ${what}, and a drill leaves room for one; raise the quota or delete some ${what}`,
      );
    }
  }
  return undefined;
}

import { defined } from '../../shared/defined.ts';
import { widestRange } from '../../shared/policy/capacity/range.ts';
import type { Aspect } from '../../shared/policy/model/actions.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { readStreamOverride } from '../../shared/policy/streams/override.ts';
import { inMaintenanceWindow } from '../../shared/policy/time/maintenance-window.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { by, lineOf, type PlannedChange, type SnapshotAction } from './change.ts';
import { planPower } from './power.ts';

const aspects: readonly Aspect[] = ['power', 'activityStream', 'capacity', 'snapshots', 'recovery'];
const snapshotActions: readonly (SnapshotAction | undefined)[] = ['create', 'copy', 'delete'];

/**
 * The lines of the plan, by account, Region and cluster: one for the power of each cluster, and one for each other
 * decision of a rule.
 */
export function planChanges(
  policy: Policy,
  decisions: readonly Decision[],
  worlds: readonly World[],
): PlannedChange[] {
  const seen = new Map(
    worlds.flatMap(({ clusters, observedAt }) =>
      clusters.map(({ cluster }) => [cluster.arn, { cluster, now: observedAt }] as const),
    ),
  );
  const ruled = decisions.filter(({ reason }) => reason !== 'no-rule' && reason !== 'drill-cluster');
  const of = (aspect: Aspect): Decision[] => ruled.filter((one) => one.aspect === aspect);
  return [
    ...planPower(decisions, worlds),
    ...of('activityStream').map((one) => streamChange(one, policy, seen.get(one.resourceArn))),
    ...of('capacity').map((one) => capacityChange(one, seen.get(one.resourceArn)?.cluster)),
    ...of('recovery').map((one) => lineOf('recovery', one)),
    ...takenOnce(ruled.flatMap(snapshotChange)),
  ].toSorted(by(orderOf));
}

/** The lines of the plan for one decision, without the fields that depend on its cluster or the policy. */
export function plannedChange(decision: Decision): PlannedChange[] {
  return decision.aspect === 'snapshots' ? snapshotChange(decision) : [lineOf(decision.aspect, decision)];
}

interface Seen {
  readonly cluster: Cluster;
  readonly now: EpochMs;
}

function streamChange(decision: Decision, policy: Policy, seen: Seen | undefined): PlannedChange {
  const command = decision.verdict === 'act' ? decision.command : undefined;
  const rule = seen && settingsOf(policy, seen.cluster, 'activityStream');
  const timezone = rule?.timezone ?? policy.timezone;
  const override =
    seen &&
    readStreamOverride(seen.cluster.tags, { timezone, now: seen.now }, rule?.settings.overrides.maxMs);
  // A change that a limit postpones has a time, too, at which nothing happens.
  const isTimed = command !== undefined || decision.reason === 'restart-waits';
  const restartsAt = isTimed ? decision.restartsAt : undefined;
  return {
    ...lineOf('activityStream', decision),
    ...(command?.kind === 'start-activity-stream' && { mode: command.mode }),
    timezone,
    ...(restartsAt !== undefined && {
      restartsAt,
      ...(command === undefined && seen && { restartsIn: momentOf(seen.cluster, restartsAt) }),
    }),
    ...(override?.state === 'active' && {
      override: { desired: override.desired, until: override.until },
    }),
  };
}

function momentOf({ maintenanceWindow }: Cluster, at: EpochMs): 'maintenanceWindow' | 'offHours' {
  return inMaintenanceWindow(maintenanceWindow, at, 0) ? 'maintenanceWindow' : 'offHours';
}

function capacityChange(decision: Decision, cluster: Cluster | undefined): PlannedChange {
  const command = decision.verdict === 'act' ? decision.command : undefined;
  const unit = cluster && widestRange(cluster.engine)?.unit;
  return {
    ...lineOf('capacity', decision),
    ...defined({ from: cluster?.serverless }),
    ...(command?.kind === 'change-capacity' && {
      to: {
        ...{ min: command.min, max: command.max },
        ...defined({ autoPauseAfterMs: command.autoPauseAfterMs }),
      },
    }),
    ...defined({ unit }),
  };
}

/** None for a decision that is not about a snapshot. One that is taken before a stop is, though it is a matter of power. */
function snapshotChange(decision: Decision): PlannedChange[] {
  const action = actionOf(decision);
  if (action === undefined) return [];
  const command = decision.verdict === 'act' ? decision.command : undefined;
  const key = command?.kind === 'copy-snapshot' ? command.kmsKey : undefined;
  const source = action === 'copy' ? parseArn(decision.resourceArn)?.region : undefined;
  return [
    {
      ...lineOf('snapshots', decision),
      action,
      ...defined({ snapshot: decision.snapshot, sourceRegion: source, kmsKey: key }),
    },
  ];
}

function actionOf({ action }: Decision): SnapshotAction | undefined {
  switch (action) {
    case 'createSnapshot':
      return 'create';
    case 'copySnapshot':
      return 'copy';
    case 'deleteSnapshot':
      return 'delete';
    default:
      return undefined;
  }
}

/**
 * A snapshot that is due and one before a stop are the same snapshot: whichever function runs first takes it, and the
 * other finds it.
 */
function takenOnce(snapshots: readonly PlannedChange[]): PlannedChange[] {
  const first = new Map(
    snapshots
      .filter(({ change, reason }) => change === 'create' && reason === 'snapshot-first')
      .map((one) => [one.arn, one.snapshot]),
  );
  return snapshots.map((one) => {
    if (one.change !== 'create' || one.reason === 'snapshot-first' || !first.has(one.arn)) return one;
    const { change: _change, ...rest } = one;
    const detail = `${one.detail}; ${first.get(one.arn)}, taken before the stop, serves for it`;
    return { ...rest, reason: 'already-taken', detail };
  });
}

function orderOf({ account, region, cluster, aspect, action }: PlannedChange): string {
  return [account, region, cluster, aspects.indexOf(aspect), snapshotActions.indexOf(action)].join('\n');
}

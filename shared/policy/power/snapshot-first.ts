import type { CreateSnapshotCommand, PowerCommand } from '../model/command.ts';
import { type Act, type Decision, skipInstead, toAct } from '../model/decision.ts';
import { describeCreated } from '../recovery/recipe/describe.ts';
import { guard } from '../rules/guard.ts';
import { actsAmong, rotated, withTurns } from '../rules/limit.ts';
import { snapshotBeforeStop } from '../snapshots/before-stop.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';
import type { StopFacts } from './facts.ts';
import { lastStartOf } from './last-action.ts';
import { stopBeforeUnknownStart } from './up-since.ts';

type StopCommand = PowerCommand<'stop'> | CreateSnapshotCommand;

/**
 * How far back RDS events report starts. Older snapshots count as taken before the last start.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html
 */
export const STARTS_KNOWN_MS = 14 * DAY_MS;

/**
 * The next step towards the stop of a cluster whose rule wants a snapshot first: the stop itself if Dormouse has taken
 * one since the last start and it is available; otherwise that snapshot, and a later sweep stops the cluster.
 */
export function snapshotFirst(
  { policy, rule, cluster, local }: Candidate,
  facts: StopFacts,
  stop: Act<PowerCommand<'stop'>>,
): Decision<StopCommand> {
  const { now } = local;
  const { snapshots } = facts;
  const lastStart = lastStartOf(cluster, facts);
  const startedAt = stopBeforeUnknownStart(cluster, facts) ?? lastStart?.at;
  const since = startedAt ?? now - STARTS_KNOWN_MS;
  const due = startedAt ?? now - (now % DAY_MS);
  const { command, taken } = snapshotBeforeStop(policy, rule, cluster, snapshots, since, due);
  if (taken.some(({ status }) => status === 'available')) return stop;

  const action = 'createSnapshot';
  const waiting = taken.find(({ status }) => status !== 'failed');
  if (waiting !== undefined) {
    return skipInstead(stop, {
      reason: 'snapshot-first',
      detail: `${waiting.id} is ${waiting.status}; the stop follows`,
    });
  }
  if (snapshots.some(({ id }) => id === command.snapshot)) {
    const detail = `${command.snapshot} failed; delete it, and it is taken again`;
    return skipInstead(stop, { reason: 'snapshot-first', detail });
  }
  const skipped = guard(policy, cluster, action, local);
  const { command: _command, action: _stop, verdict: _act, lastActionAt, ...about } = stop;
  if (skipped !== undefined) return { ...about, action, ...skipped };
  const detail = `${stop.detail}; none taken since ${formatWhenIn(since, local)}, so the snapshot comes first`;
  const first = { ...about, snapshot: command.snapshot, reason: 'snapshot-first', detail } as const;
  return describeCreated(toAct(first, command, lastActionAt), cluster, facts.members);
}

/**
 * Nothing remembers which snapshots AWS refused: they begin elsewhere each time, so that a cluster that is refused for
 * good keeps no other from its stop.
 */
export function snapshotTurns(
  decisions: readonly Decision<StopCommand>[],
  now: EpochMs,
): Decision<StopCommand>[] {
  const taking = actsAmong(decisions).filter(({ action }) => action === 'createSnapshot');
  return withTurns(decisions, rotated(taking, now));
}

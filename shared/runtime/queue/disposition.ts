import type { SQSRecord } from 'aws-lambda';
import { defined } from '../../defined.ts';
import type { World } from '../../policy/model/cluster.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import { type FollowUp, progressOf } from '../../policy/report/follow-up.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { RunOutput } from '../sweep/run.ts';
import { isGivenUp } from './delay.ts';
import { drillBody, type FollowedDrill, isFollowed } from './followed-drill.ts';
import type { Message, TargetedMessage } from './message.ts';
import { restartWaitsFor } from './restart.ts';

/** A message as it was received. */
export interface Received<M extends Message = Message> {
  readonly record: SQSRecord;
  readonly message: M;
}

/** How a message ends, or that it comes back. */
export interface Disposition {
  /** `ignore`: it does not concern Dormouse. `refuse`: it cannot be understood. `give-up`: it has waited too long. */
  readonly to: 'done' | 'ignore' | 'wait' | 'refuse' | 'give-up';
  /** A message to send in its place, to look again in a minute. Absent: none. */
  readonly next?: string;
  readonly detail: string;
  /** The end of a requested change, which is reported. */
  readonly confirmation?: Confirmation;
}

/** The end of a change that AWS was asked for. */
export interface Confirmation {
  readonly followUp: FollowUp;
  readonly result: 'Confirmed' | 'Not Confirmed';
  readonly detail: string;
  readonly at: EpochMs;
}

/** How a targeted message ends, given what the run for it read and did. */
export function dispose(received: Received<TargetedMessage>, { result, sweeps }: RunOutput): Disposition {
  const { message } = received;
  const sweep = sweeps.find(({ world }) => world !== undefined);
  const world = sweep?.world;
  // A follow-up concerns what was read, if anything was; an event may concern the rest.
  const isSeen = message.kind !== 'hint' && world !== undefined;
  const [failed] = result.scopes.flatMap(
    ({ fault, undelivered }) => (isSeen ? undelivered : (fault ?? undelivered)) ?? [],
  );
  if (failed !== undefined) return waitOrGiveUp(received, `${failed.name}: ${failed.message}`);
  if (world === undefined) return disposeWithoutTarget(message);
  if (message.kind === 'drill') return disposeDrill(message.drill, sweep?.openDrills ?? [], world.observedAt);
  return message.kind === 'hint'
    ? disposeHint(received, message, world, sweeps)
    : disposeFollowUp(received, message.about, world, sweep?.snapshots ?? []);
}

/** Nothing is read in an account and Region that is not a target of the policy. */
function disposeWithoutTarget({ kind, about }: TargetedMessage): Disposition {
  const detail = 'its account and Region are not a target of the policy';
  if (kind === 'hint' || about === undefined) return { to: 'ignore', detail };
  return {
    to: 'ignore',
    detail,
    confirmation: { followUp: about, result: 'Not Confirmed', detail, at: Date.now() },
  };
}

function disposeHint(
  received: Received<TargetedMessage>,
  { about }: TargetedMessage,
  world: World,
  sweeps: RunOutput['sweeps'],
): Disposition {
  const cluster = about && clusterIn(world, about);
  if (about === undefined || cluster === undefined) return { to: 'done', detail: 'read and decided again' };
  const outcomes = sweeps
    .flatMap((one) => one.outcomes)
    .filter(({ decision }) => decision.cluster === cluster.id);
  const waitsFor = restartWaitsFor(about.requestedAt, cluster, outcomes, world.observedAt);
  return waitsFor === undefined
    ? { to: 'done', detail: 'read and decided again' }
    : waitOrGiveUp(received, waitsFor, world.observedAt);
}

function disposeFollowUp(
  received: Received<TargetedMessage>,
  followUp: FollowUp,
  world: World,
  snapshots: readonly Snapshot[],
): Disposition {
  const at = world.observedAt;
  const cluster = clusterIn(world, followUp);
  const snapshot = snapshots.find(({ id }) => id === followUp.snapshot);
  const seen = defined({ cluster, snapshot });
  const { state, detail } = progressOf(followUp, seen, at);
  if (state === 'waiting') return waitOrGiveUp(received, detail, at);
  const outcome = state === 'confirmed' ? 'Confirmed' : 'Not Confirmed';
  return { to: 'done', detail, confirmation: { followUp, result: outcome, detail, at } };
}

/**
 * By the drills that were under way when the message was handled: another message takes its place, so that the count of
 * its receipts says nothing about a drill that takes hours.
 */
function disposeDrill(drill: FollowedDrill, open: readonly string[], now: EpochMs): Disposition {
  if (!open.includes(drill.id)) return { to: 'done', detail: `drill ${drill.id} is over` };
  return isFollowed(drill, now)
    ? { to: 'done', detail: `drill ${drill.id} is under way`, next: drillBody(drill) }
    : { to: 'done', detail: `drill ${drill.id} is left to the schedule after a day` };
}

function waitOrGiveUp(
  { record, message }: Received<TargetedMessage>,
  why: string,
  now?: EpochMs,
): Disposition {
  if (!isGivenUp(record.attributes, now)) return { to: 'wait', detail: why };
  const detail = `after 24 hours: ${why}`;
  const { about: followUp } = message;
  const confirmation =
    followUp && ({ followUp, result: 'Not Confirmed', detail, at: now ?? Date.now() } as const);
  return { to: 'give-up', detail, ...defined({ confirmation }) };
}

function clusterIn(world: World, { cluster: id }: FollowUp) {
  return world.clusters.find(({ cluster }) => cluster.id === id)?.cluster;
}

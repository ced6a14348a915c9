import type { SQSRecord } from 'aws-lambda';
import type { World } from '../../policy/model/cluster.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import { type FollowUp, progressOf } from '../../policy/report/follow-up.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { RunOutput } from '../sweep/run.ts';
import { isGivenUp } from './delay.ts';
import type { Message, TargetedMessage } from './message.ts';
import { restartWaitsFor } from './restart.ts';

/** A message as it was received. */
export interface Received<M extends Message = Message> {
  readonly record: SQSRecord;
  readonly message: M;
}

/** What is to become of a message. */
export interface Disposition {
  /** `ignore`: it is about nothing of ours. `refuse`: nobody understands it. `give-up`: it has waited too long. */
  readonly to: 'done' | 'ignore' | 'wait' | 'refuse' | 'give-up';
  readonly detail: string;
  /** What is to be told of what was asked of AWS. */
  readonly confirmation?: Confirmation;
}

/** What has become of what was asked of AWS. */
export interface Confirmation {
  readonly followUp: FollowUp;
  readonly result: 'Confirmed' | 'Not Confirmed';
  readonly detail: string;
  readonly at: EpochMs;
}

/** What is to become of a message that asked to look at something, by what the run over it saw and did. */
export function dispose(received: Received<TargetedMessage>, { result, sweeps }: RunOutput): Disposition {
  const { message } = received;
  const sweep = sweeps.find(({ world }) => world !== undefined);
  const world = sweep?.world;
  // What is followed is in what was read, if anything was; an event may be about the rest.
  const isSeen = message.kind === 'follow-up' && world !== undefined;
  const [failed] = result.scopes.flatMap(
    ({ fault, undelivered }) => (isSeen ? undelivered : (fault ?? undelivered)) ?? [],
  );
  if (failed !== undefined) return waitOrGiveUp(received, `${failed.name}: ${failed.message}`);
  if (world === undefined) return disposeWithoutTarget(message);
  return message.kind === 'hint'
    ? disposeHint(received, message, world, sweeps)
    : disposeFollowUp(received, message.about, world, sweep?.snapshots ?? []);
}

/** Of an account and Region that is no target of the policy, nothing is seen. */
function disposeWithoutTarget({ kind, about }: TargetedMessage): Disposition {
  const detail = 'its account and Region are no target of the policy';
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
  if (about === undefined || cluster === undefined) return { to: 'done', detail: 'looked at' };
  const outcomes = sweeps
    .flatMap((one) => one.outcomes)
    .filter(({ decision }) => decision.cluster === cluster.id);
  const waitsFor = restartWaitsFor(about.requestedAt, cluster, outcomes, world.observedAt);
  return waitsFor === undefined
    ? { to: 'done', detail: 'looked at' }
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
  const seen = { ...(cluster && { cluster }), ...(snapshot && { snapshot }) };
  const { state, detail } = progressOf(followUp, seen, at);
  if (state === 'waiting') return waitOrGiveUp(received, detail, at);
  const outcome = state === 'confirmed' ? 'Confirmed' : 'Not Confirmed';
  return { to: 'done', detail, confirmation: { followUp, result: outcome, detail, at } };
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
  return { to: 'give-up', detail, ...(confirmation && { confirmation }) };
}

function clusterIn(world: World, { cluster: id }: FollowUp) {
  return world.clusters.find(({ cluster }) => cluster.id === id)?.cluster;
}

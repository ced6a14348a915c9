import { defined } from '../../defined.ts';
import { type Action, commands, type FollowedKind, isFollowedKind } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Act } from '../model/decision.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { classifyStatus } from '../model/status.ts';
import { readLastAction as readLastPower } from '../rules/power-note.ts';
import { readLastAction as readLastStream } from '../streams/history.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';

/** A request whose result has to be seen in AWS. Serialisable: it travels as a message. */
export interface FollowUp {
  readonly kind: FollowedKind;
  readonly account: string;
  /** The Region of the result: for a copy, its destination. */
  readonly region: string;
  readonly cluster: string;
  /** DbClusterResourceId of the cluster; absent where AWS does not say it, or an event of RDS asks to follow it. */
  readonly resourceId?: string;
  /** ARN of the target of the decision: for a copy, its source. */
  readonly arn: string;
  /** Identifier of the snapshot that is expected. */
  readonly snapshot?: string;
  readonly rule?: string;
  readonly requestedAt: EpochMs;
}

/** How far a request has come. */
export interface Progress {
  readonly state: 'confirmed' | 'waiting' | 'not-confirmed';
  readonly detail: string;
}

/** The action that was requested. */
export function actionOf({ kind }: FollowUp): Action {
  return commands[kind].action;
}

/**
 * The result to wait for after an act; undefined when there is none. There is none for a snapshot before a stop, because
 * the stop waits for it and is followed itself.
 */
export function followUpOf(
  { aspect, command, resourceArn: arn, resourceId, rule }: Act,
  requestedAt: EpochMs,
): FollowUp | undefined {
  const { kind, account, region, cluster } = command;
  if (!isFollowedKind(kind) || (kind === 'create-snapshot' && aspect === 'power')) return undefined;
  return {
    kind,
    account,
    region,
    cluster,
    arn,
    ...('snapshot' in command && { snapshot: command.snapshot }),
    ...defined({ resourceId, rule }),
    requestedAt,
  };
}

/** How long a read may still show the state before the call. */
const LAG_MS = 10 * MINUTE_MS;

/** How far a request has come, by the state of AWS at `now`. */
export function progressOf(
  followUp: FollowUp,
  { cluster, snapshot }: { readonly cluster?: Cluster; readonly snapshot?: Snapshot },
  now: EpochMs,
): Progress {
  const isOfSnapshot = followUp.snapshot !== undefined;
  const undone = isOfSnapshot ? undefined : undoneSince(followUp, cluster);
  if (undone !== undefined) return { state: 'confirmed', detail: undone };
  const status = isOfSnapshot ? snapshot?.status : statusIn(followUp, cluster);
  const detail = `${subjectOf(followUp)} is ${status ?? 'not there'}`;
  const { wanted, not } = commands[followUp.kind].confirmedBy;
  if (status === wanted) return { state: 'confirmed', detail };
  const isUnderWay = status !== undefined && status !== not && !isStuck(status);
  const isTooEarly = now - followUp.requestedAt < LAG_MS;
  return { state: isUnderWay || isTooEarly ? 'waiting' : 'not-confirmed', detail };
}

/** AWS does not leave such a state by itself. */
function isStuck(status: string): boolean {
  return ['keyInaccessible', 'terminal'].includes(classifyStatus(status));
}

function isOfStream({ kind }: FollowUp): boolean {
  return kind === 'start-activity-stream' || kind === 'stop-activity-stream';
}

function subjectOf(followUp: FollowUp): string {
  return followUp.snapshot ?? (isOfStream(followUp) ? 'its activity stream' : 'it');
}

function statusIn(followUp: FollowUp, cluster: Cluster | undefined): string | undefined {
  if (cluster === undefined || !isOfStream(followUp)) return cluster?.status;
  return cluster.activityStream?.status ?? 'stopped';
}

/** Dormouse requests the opposite only after it has seen the result of the request before, so that was reached. */
function undoneSince(followUp: FollowUp, cluster: Cluster | undefined): string | undefined {
  if (cluster === undefined) return undefined;
  const note = isOfStream(followUp) ? readLastStream(cluster) : readLastPower(cluster);
  if (note === undefined || note.at <= followUp.requestedAt) return undefined;
  const done = note.action === 'stop' ? 'stopped' : 'started';
  return followUp.kind.startsWith(note.action)
    ? undefined
    : `${subjectOf(followUp)} was, and has been ${done} again since`;
}

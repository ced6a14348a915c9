import type { ActivityStream } from '../../../shared/policy/model/cluster.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { aStream, OTHER_KEY_ID } from './builders.ts';

/** Everything that a stream can be seen as. */
export const observedStreams = {
  absent: undefined,
  stopped: { status: 'stopped' },
  starting: { status: 'starting', mode: 'async' },
  stopping: { status: 'stopping', mode: 'async' },
  'unknown word': { status: 'hibernating' },
  async: aStream(),
  'async, other key': aStream({ kmsKey: OTHER_KEY_ID }),
  'async, no key told': { status: 'started', mode: 'async' },
  sync: aStream({ mode: 'sync' }),
  'sync, other key': aStream({ mode: 'sync', kmsKey: OTHER_KEY_ID }),
  'sync, no key told': { status: 'started', mode: 'sync' },
} satisfies Readonly<Record<string, ActivityStream | undefined>>;

type SeenStream = keyof typeof observedStreams;

/** The reason, and what is sent if anything is. */
type Outcome = readonly [reason: Reason, change?: 'start' | 'stop'];

const start: Outcome = ['stream-due', 'start'];
const over: Outcome = ['stream-over', 'stop'];
const drift: Outcome = ['stream-drift', 'stop'];
const waits: Outcome = ['restart-waits'];
const unread: Outcome = ['not-observed'];
const asDeclared: Outcome = ['stream-as-declared'];
const onItsWay: Outcome = ['stream-in-transition'];

/**
 * `now`: a restart is allowed and all facts are there; `unread`: allowed, and nothing but the listing is known;
 * `later`: not allowed.
 */
export type Moment = 'now' | 'unread' | 'later';

export interface MachineRow {
  readonly seen: SeenStream;
  readonly desired: 'off' | 'async' | 'sync';
  readonly outcomes: Readonly<Record<Moment, Outcome>>;
}

function row(
  seen: SeenStream,
  desired: MachineRow['desired'],
  now: Outcome,
  unreadNow: Outcome,
  later: Outcome,
): MachineRow {
  return { seen, desired, outcomes: { now, unread: unreadNow, later } };
}

/** Every stream that can be seen, before every mode that can be wanted. */
export const machine: readonly MachineRow[] = [
  //  seen                  desired  allowed     unread      later
  row('absent', 'off', asDeclared, asDeclared, asDeclared),
  row('absent', 'async', start, unread, waits),
  row('absent', 'sync', start, unread, waits),

  row('stopped', 'off', asDeclared, asDeclared, asDeclared),
  row('stopped', 'async', start, unread, waits),
  row('stopped', 'sync', start, unread, waits),

  row('starting', 'off', onItsWay, onItsWay, onItsWay),
  row('starting', 'async', onItsWay, onItsWay, onItsWay),
  row('starting', 'sync', onItsWay, onItsWay, onItsWay),

  row('stopping', 'off', onItsWay, onItsWay, onItsWay),
  row('stopping', 'async', onItsWay, onItsWay, onItsWay),
  row('stopping', 'sync', onItsWay, onItsWay, onItsWay),

  row('unknown word', 'off', onItsWay, onItsWay, onItsWay),
  row('unknown word', 'async', onItsWay, onItsWay, onItsWay),
  row('unknown word', 'sync', onItsWay, onItsWay, onItsWay),

  row('async', 'off', over, over, waits),
  row('async', 'async', asDeclared, asDeclared, asDeclared),
  row('async', 'sync', drift, unread, waits),

  // Whether an alias leads to the key of the stream is known once it has been read.
  row('async, other key', 'off', over, over, waits),
  row('async, other key', 'async', drift, asDeclared, waits),
  row('async, other key', 'sync', drift, unread, waits),

  row('async, no key told', 'off', over, over, waits),
  row('async, no key told', 'async', asDeclared, asDeclared, asDeclared),
  row('async, no key told', 'sync', drift, unread, waits),

  row('sync', 'off', over, over, waits),
  row('sync', 'async', drift, unread, waits),
  row('sync', 'sync', asDeclared, asDeclared, asDeclared),

  row('sync, other key', 'off', over, over, waits),
  row('sync, other key', 'async', drift, unread, waits),
  row('sync, other key', 'sync', drift, asDeclared, waits),

  row('sync, no key told', 'off', over, over, waits),
  row('sync, no key told', 'async', drift, unread, waits),
  row('sync, no key told', 'sync', asDeclared, asDeclared, asDeclared),
];

/** The reason that every status of the cluster leads to, where a change of the stream is due. */
export const clusterStatuses: readonly (readonly [status: string, reason: Reason])[] = [
  ['stopped', 'cluster-stopped'],
  ['stopping', 'cluster-stopped'],
  ['starting', 'in-transition'],
  ['modifying', 'in-transition'],
  ['upgrading', 'in-transition'],
  ['failed', 'ineligible'],
  ['inaccessible-encryption-credentials-recoverable', 'ineligible'],
  ['teleporting', 'in-transition'],
];

/**
 * How it goes on with a target that is skipped for a reason.
 * - `act`: not at all; the reason is always one to act.
 * - `settled`: it is as its rule, or somebody, wants it.
 * - `passing`: it passes by itself, so a later sweep may well act.
 * - `refusal`: it lasts until somebody changes something.
 * - `unread`: nothing was decided, because facts were not read.
 */
export type ReasonKind = 'act' | 'settled' | 'passing' | 'refusal' | 'unread';

interface ReasonRow {
  readonly kind: ReasonKind;
  /** Its meaning, one sentence without a subject of its own: it follows the name of the target. */
  readonly text: string;
  /** The actions that it rules out whatever the rule says: this one, or every action on the cluster. */
  readonly rulesOut?: 'action' | 'cluster';
  /** Every cluster has it on most days, so it says nothing about this one. */
  readonly everyday?: true;
  /** People may ask what the change waits for. */
  readonly waits?: true;
}

/** Every reason that a decision can have. Reasons explain decisions and steer none. */
export const reasons = {
  // Power.
  idle: { kind: 'act', text: 'complete metrics show no use for idleFor' },
  'outside-hours': { kind: 'settled', everyday: true, text: "it is outside the rule's hours" },
  'in-hours': { kind: 'settled', everyday: true, text: "it is within the rule's hours" },
  'in-maintenance-window': {
    kind: 'settled',
    everyday: true,
    text: 'the rule keeps the cluster up in its maintenance window, which is now or about to begin',
  },
  'hours-soon': {
    kind: 'settled',
    everyday: true,
    text: 'its hours, or the start for its maintenance window, come within 30 minutes, too soon to stop it and have it back in time',
  },

  // All aspects.
  'no-rule': {
    kind: 'settled',
    rulesOut: 'cluster',
    text: 'no rule that matches has this aspect: power, snapshots, activityStream or capacity',
  },
  protected: { kind: 'settled', rulesOut: 'action', text: 'an entry under protect covers it' },
  held: { kind: 'settled', rulesOut: 'cluster', text: 'its tag dormouse:hold has not expired' },
  'held-stopped': { kind: 'settled', text: 'its tag dormouse:hold keeps it stopped' },
  'held-up': { kind: 'settled', text: 'its tag dormouse:hold keeps it up' },
  'by-hand': { kind: 'act', text: 'somebody asked for it by dormouse start or dormouse stop' },
  'held-running': {
    kind: 'refusal',
    text: 'its tag dormouse:hold forbids changes, and it runs again after the seven days for which AWS keeps a cluster stopped; write stopped until or up until',
  },
  'backup-held': {
    kind: 'refusal',
    text: 'its tag dormouse:hold keeps a backup from being made that is due; write up until or stopped until to hold its power alone',
  },
  'hold-unreadable': {
    kind: 'refusal',
    rulesOut: 'cluster',
    text: 'its tag dormouse:hold cannot be read and counts as a hold; fix or remove the tag',
  },
  ineligible: { kind: 'refusal', rulesOut: 'cluster', text: 'AWS does not allow this action on it' },
  'in-transition': {
    kind: 'passing',
    everyday: true,
    text: 'its status does not allow a change now; a later sweep decides again',
  },
  undecided: { kind: 'refusal', text: 'an unexpected error kept it from being decided; the run fails' },

  // Power.
  // AWS starts a stopped cluster after seven days, so this passes, too.
  'already-stopped': { kind: 'passing', everyday: true, text: 'it is stopped or stopping' },
  'already-running': { kind: 'settled', everyday: true, text: 'it is running or starting' },
  'stop-never': { kind: 'settled', text: 'the rule says stop: never' },
  'start-off': { kind: 'settled', text: 'the rule says start: false' },
  'no-hours': { kind: 'settled', text: 'the rule has no hours, so it never starts a cluster' },
  'started-recently': { kind: 'passing', everyday: true, text: 'it started less than minUptime ago' },
  'aws-restart-left': {
    kind: 'settled',
    text: 'AWS restarted it, and the rule says afterAwsRestart: leave',
  },
  'stop-failing': {
    kind: 'refusal',
    text: 'its last stops were refused or did not last, so the next one waits for up to four hours',
  },
  'power-contested': {
    kind: 'refusal',
    text: 'somebody else starts it against its rule again and again, so it is not stopped for a day',
  },
  busy: { kind: 'settled', text: 'it was used within idleFor' },
  'busy-for-days': {
    kind: 'refusal',
    text: 'it was used within idleFor, and has not been stopped for three days though its hours have ended each day; find out what uses it',
  },
  'idle-unknown': {
    kind: 'passing',
    text: 'its metrics are missing, incomplete or throttled, and only complete ones show that it is idle',
  },
  'auto-paused': { kind: 'settled', text: 'it has paused by itself, so its capacity costs nothing' },
  'snapshot-first': {
    kind: 'passing',
    text: 'the rule wants a snapshot before each stop, and it has none since its last start',
  },
  'not-observed': { kind: 'unread', text: 'the facts that decide have not been read' },

  // Snapshots.
  due: { kind: 'act', text: 'a snapshot is due and has not been taken yet' },
  'already-taken': { kind: 'settled', text: 'the last snapshot that was due has been taken' },
  'name-taken': {
    kind: 'refusal',
    text: 'a snapshot of another cluster has the name that the one that is due would get; delete it',
  },
  'not-due': { kind: 'settled', text: 'no snapshot has been due since it was created' },
  stopped: {
    kind: 'passing',
    text: 'RDS takes snapshots of available clusters only; the missed snapshot is taken once it runs',
  },
  'quota-full': {
    kind: 'refusal',
    text: 'the account and Region have no room for another manual snapshot; delete some or raise the quota',
  },
  'to-copy': { kind: 'act', text: 'the destination has no copy of it, and keep would keep one' },
  'already-copied': { kind: 'settled', text: 'the destination has a complete copy' },
  'copy-in-flight': { kind: 'passing', text: 'it is being copied' },
  'copy-not-wanted': { kind: 'settled', text: 'keep of the destination would not keep a copy of it' },
  'copy-waits': {
    kind: 'passing',
    text: 'the destination has a copy for the current period; the newest snapshot is copied when the period ends',
  },
  'copy-slots-full': {
    kind: 'passing',
    text: 'as many copies to the destination as limits.copiesInFlight allows are in progress; it follows',
  },
  'copy-backoff': {
    kind: 'passing',
    text: 'AWS was busy, or its last copy failed or was refused; it is tried again within half an hour',
  },
  'copy-failed': {
    kind: 'refusal',
    text: 'copying it failed three times; it is tried again a day after the last attempt, or once its tag is removed',
  },
  'key-missing': { kind: 'refusal', text: 'it needs a KMS key, and the rule names none; set kmsKey' },
  'key-unusable': { kind: 'refusal', text: 'the KMS key that the rule names cannot be used' },
  'not-a-source': { kind: 'settled', text: 'snapshots of its type are not copied' },
  'final-not-copied': {
    kind: 'refusal',
    text: 'it is the newest snapshot of a cluster that no longer exists, and a rule may have copied it; copy or delete it',
  },
  'cluster-gone': { kind: 'settled', text: 'its cluster no longer exists, so no rule matches' },
  expired: { kind: 'act', text: 'no bucket of keep holds it' },
  kept: { kind: 'settled', text: 'a bucket of keep holds it' },
  'keep-promised': {
    kind: 'passing',
    text: 'its rule kept it when it was made, and has changed; it goes once the change has been seen for seven days',
  },
  'keep-all': { kind: 'settled', text: 'its rule has no keep, so every snapshot stays' },
  'not-ours': { kind: 'settled', text: 'this deployment of Dormouse did not make it' },
  orphan: {
    kind: 'refusal',
    text: 'its cluster or its rule is gone; it stays unless orphans says otherwise, and at least as long as that says',
  },
  'orphan-expired': {
    kind: 'act',
    text: 'its cluster or its rule has been gone, and every snapshot of it has been older, for as long as orphans says',
  },
  'last-copy': { kind: 'settled', text: 'it is the last complete snapshot of its cluster here' },
  'copy-pending': { kind: 'passing', text: 'it has to be copied before it can be deleted' },

  // Activity streams.
  'stream-due': { kind: 'act', text: 'its activity stream should run now' },
  'stream-over': { kind: 'act', text: 'its activity stream should not run now' },
  'stream-drift': {
    kind: 'act',
    text: 'its activity stream runs in another mode or with another key, so it is stopped and started again',
  },
  'stream-as-declared': { kind: 'settled', text: 'its activity stream is as the rule says' },
  'stream-in-transition': {
    kind: 'passing',
    text: 'its activity stream is starting or stopping; a later sweep decides again',
  },
  'stream-lost': {
    kind: 'refusal',
    text: 'its activity stream does not keep running: AWS refuses each start, or it stops again; tried again a day later',
  },
  'stream-contested': {
    kind: 'refusal',
    text: 'its activity stream is flapping: somebody else changes it, too, so it is left alone for a day',
  },
  'restart-waits': {
    kind: 'passing',
    waits: true,
    text: 'changing its activity stream restarts the cluster, which waits until the rule allows it or AWS can be asked again',
  },
  'override-requested': {
    kind: 'act',
    text: 'somebody asked for another state of its activity stream for a while, which its tag records',
  },
  'override-refused': {
    kind: 'refusal',
    text: 'its override ends later than the rule allows, so its stream is as the rule says; remove the tag dormouse:activity-stream-override',
  },
  'override-unreadable': {
    kind: 'refusal',
    text: 'its tag dormouse:activity-stream-override cannot be read, so its stream stays as it is; fix or remove the tag',
  },
  'cluster-stopped': { kind: 'passing', text: 'it is stopped; the change follows when it runs' },

  // Capacity.
  'capacity-differs': { kind: 'act', text: 'its capacity is not what the rule says for now' },
  'capacity-as-declared': { kind: 'settled', text: 'its capacity is what the rule says for now' },
  'capacity-contested': {
    kind: 'refusal',
    text: 'somebody else changes its capacity again and again, so it is not made smaller for a day',
  },
  'capacity-in-use': {
    kind: 'passing',
    waits: true,
    text: 'it uses more than the new max, and the rule says whenBusy: wait',
  },
  'capacity-in-use-for-days': { kind: 'refusal', text: 'it has used more than the new max for three days' },
  'use-unknown': {
    kind: 'passing',
    waits: true,
    text: 'it is not known how much capacity it uses, so its max is not lowered',
  },
  'no-line': { kind: 'passing', text: 'no entry of capacity applies now' },
  'not-serverless': { kind: 'settled', text: 'it has no serverless instance' },

  // Limits.
  'limit-cap': { kind: 'passing', text: 'the cap under limits is reached; it follows in a later sweep' },
  'limit-breaker': {
    kind: 'passing',
    text: 'more changes are due than the breaker under limits allows, so none are made; after an event that shows too little to tell, the next sweep decides',
  },
  'out-of-time': { kind: 'passing', text: 'the function ran out of time; the next sweep continues' },
} as const satisfies Readonly<Record<string, ReasonRow>>;

export type Reason = keyof typeof reasons;

/** The facts about a reason. */
export function reasonRow(reason: Reason): ReasonRow {
  return reasons[reason];
}

/** Whether a target that is skipped for this reason stays so until somebody changes something. */
export function isRefusal(reason: Reason): boolean {
  return reasonRow(reason).kind === 'refusal';
}

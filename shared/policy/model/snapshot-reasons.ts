import type { ReasonRow } from './reason-row.ts';

/** The reasons of decisions about snapshots. */
export const snapshotReasons = {
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
} as const satisfies Readonly<Record<string, ReasonRow>>;

/*
 * Cycles that are known and not mended yet. Each list only ever gets shorter: a test fails for an entry that is no
 * longer needed, and for an import that is missing here.
 */

/** Between folders: imports against their order. */
export const againstTheOrder: readonly string[] = [
  // Policy.
  'shared/policy/model > shared/policy/snapshots',
  'shared/policy/time > shared/policy/model',
  // Rules.
  'shared/policy/rules > shared/policy/streams',
  // Snapshots.
  'shared/policy/snapshots > shared/policy/power',
  // Streams.
  'shared/policy/streams > shared/policy/power',
  'shared/policy/streams > shared/policy/snapshots',
];

/** Between files: imports that close a cycle. */
export const closingCycles: readonly string[] = [
  // Policy.
  'shared/policy/model/cluster.ts > shared/policy/snapshots/snapshot.ts',
  'shared/policy/time/hours.ts > shared/policy/model/policy.ts',
  'shared/policy/time/maintenance-window.ts > shared/policy/model/policy.ts',
  'shared/policy/time/wall-clock.ts > shared/policy/model/policy.ts',
];

/** Between two aspects: imports that have to go. */
export const unmendedCrossings: readonly string[] = [
  // Power.
  'shared/policy/power/decide-stop.ts > shared/policy/snapshots/quota.ts',
  'shared/policy/power/decide-stop.ts > shared/policy/streams/history.ts',
  'shared/policy/power/eligibility.ts > shared/policy/snapshots/snapshot.ts',
  'shared/policy/power/snapshot-first.ts > shared/policy/snapshots/commands.ts',
  'shared/policy/power/snapshot-first.ts > shared/policy/snapshots/provenance.ts',
  // Snapshots.
  'shared/policy/snapshots/copy-pending.ts > shared/policy/power/eligibility.ts',
  'shared/policy/snapshots/decide-copy.ts > shared/policy/power/eligibility.ts',
  'shared/policy/snapshots/recovery-point.ts > shared/policy/power/eligibility.ts',
  // Streams.
  'shared/policy/streams/eligibility.ts > shared/policy/power/eligibility.ts',
  'shared/policy/streams/restart-times.ts > shared/policy/power/uptime.ts',
  'shared/policy/streams/stream.ts > shared/policy/snapshots/snapshot.ts',
  // Capacity.
  'shared/policy/capacity/use.ts > shared/policy/power/idle-metrics.ts',
  'shared/policy/capacity/use.ts > shared/policy/power/idle.ts',
];

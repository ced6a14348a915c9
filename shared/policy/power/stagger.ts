import { createHash } from 'node:crypto';
import type { Cluster } from '../model/cluster.ts';
import { type Finding, type Skipped, skip } from '../model/finding.ts';
import type { PowerRule } from '../model/policy.ts';
import { type PowerSubject, powerHoursAt } from '../rules/power-hours.ts';
import type { LocalTime } from '../time/local-time.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';
import { formatDuration, formatWhenIn } from '../time/when.ts';

/**
 * The place of a cluster in the time over which its rule spreads starts: whole minutes (ms), the same each day, and 0
 * without `stagger`. It follows from the cluster's resource id, so that a fleet is spread evenly.
 */
export function staggerOf(
  { staggerMs }: Pick<PowerRule, 'staggerMs'>,
  { resourceId, arn }: Pick<Cluster, 'resourceId' | 'arn'>,
): number {
  if (staggerMs === undefined) return 0;
  const share =
    createHash('sha256')
      .update(resourceId ?? arn)
      .digest()
      .readUInt32BE() /
    2 ** 32;
  return Math.floor((share * staggerMs) / MINUTE_MS) * MINUTE_MS;
}

/** When a cluster that its hours start has its turn after they have begun. Undefined where it has no turn then. */
export function staggeredStart(subject: PowerSubject, now: EpochMs): EpochMs | undefined {
  const { settings } = subject.rule;
  const offset = staggerOf(settings, subject.cluster);
  const window = offset === 0 ? undefined : powerHoursAt(subject, now)?.window;
  // With a time before the hours, the turns are before that: `leadOf`.
  if (settings.startBefore !== undefined || !window?.open || window.since === undefined) return undefined;
  return window.since + offset;
}

/** The finding on a start by hours that have begun less long ago than the cluster's place. */
export function checkStagger(
  subject: PowerSubject & { readonly local: LocalTime },
  { reason, detail }: Pick<Finding, 'reason' | 'detail'>,
): Skipped | undefined {
  const { local, rule } = subject;
  const turn = reason === 'in-hours' ? staggeredStart(subject, local.now) : undefined;
  if (turn === undefined || local.now >= turn) return undefined;
  const within = formatDuration(rule.settings.staggerMs ?? 0);
  return skip(
    'staggered',
    `its turn within stagger: ${within} comes ${formatWhenIn(turn, local)}: ${detail}`,
  );
}

import type { Action } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Left, leave } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { readHold } from './hold.ts';
import { protectionFrom } from './match.ts';

/** What keeps every function from a cluster that a rule matches: an entry under protect, or a hold. */
export function guard(
  policy: Policy,
  cluster: Cluster,
  action: Action,
  timezone: string,
  now: EpochMs,
): Left | undefined {
  return guardByProtection(policy, cluster, action) ?? guardByHold(cluster.tags, timezone, now);
}

export function guardByProtection(policy: Policy, cluster: Cluster, action: Action): Left | undefined {
  const protection = protectionFrom(policy, cluster, action);
  if (protection === undefined) return undefined;
  const from = protection.from?.join(', ') ?? 'every action';
  return leave('protected', `an entry under protect keeps it from ${from}`);
}

/** Reads the tag `dormouse:hold` of a cluster or a snapshot. */
export function guardByHold(
  tags: Readonly<Record<string, string>>,
  timezone: string,
  now: EpochMs,
): Left | undefined {
  const hold = readHold(tags, timezone, now);
  if (hold.state === 'unreadable') {
    return leave(
      'hold-unreadable',
      `dormouse:hold is "${hold.value}"; write forever, 2026-12-01 or 2026-12-01T18:00:00Z, or remove the tag`,
    );
  }
  if (hold.state !== 'held') return undefined;
  const until = hold.until === undefined ? 'forever' : `until ${formatWhenIn(hold.until, timezone, now)}`;
  return leave('held', `held ${until}`);
}

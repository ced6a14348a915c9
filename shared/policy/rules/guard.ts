import type { Action } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Left, leave } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { LocalTime } from '../time/local-time.ts';
import { formatWhenIn } from '../time/when.ts';
import { readHold } from './hold.ts';
import { protectionFrom } from './match.ts';

/** Checks that hold for every action on a cluster: entries under protect, and the hold. */
export function guard(policy: Policy, cluster: Cluster, action: Action, local: LocalTime): Left | undefined {
  return guardByProtection(policy, cluster, action) ?? guardByHold(cluster.tags, local);
}

export function guardByProtection(policy: Policy, cluster: Cluster, action: Action): Left | undefined {
  const protection = protectionFrom(policy, cluster, action);
  if (protection === undefined) return undefined;
  const from = protection.from?.join(', ') ?? 'every action';
  return leave('protected', `an entry under protect keeps it from ${from}`);
}

/** Reads the tag `dormouse:hold` of a cluster or a snapshot. */
export function guardByHold(tags: Readonly<Record<string, string>>, local: LocalTime): Left | undefined {
  const hold = readHold(tags, local);
  if (hold.state === 'unreadable') {
    return leave(
      'hold-unreadable',
      `dormouse:hold is "${hold.value}"; write forever, 2026-12-01 or 2026-12-01T18:00:00Z, or remove the tag`,
    );
  }
  if (hold.state !== 'held') return undefined;
  const until = hold.until === undefined ? 'forever' : `until ${formatWhenIn(hold.until, local)}`;
  return leave('held', `held ${until}`);
}

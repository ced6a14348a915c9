import type { Action } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Skipped, skip } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { LocalTime } from '../time/local-time.ts';
import { describeHold, type HeldState, readHold } from './hold.ts';
import { protectionFrom } from './match.ts';

/**
 * Checks that hold for every action on a cluster: entries under protect, and a hold that allows no changes. A hold that
 * keeps it stopped or up is about its power alone, which the checks of power read.
 */
export function guard(
  policy: Policy,
  cluster: Cluster,
  action: Action,
  local: LocalTime,
): Skipped | undefined {
  const protection = guardByProtection(policy, cluster, action);
  if (protection !== undefined) return protection;
  return keptState(cluster, local) === undefined ? guardByHold(cluster.tags, local) : undefined;
}

/** The power state that a hold in force keeps a cluster in; undefined when there is none of that kind. */
export function keptState({ tags }: Pick<Cluster, 'tags'>, local: LocalTime): HeldState | undefined {
  const hold = readHold(tags, local);
  return hold.state === 'held' ? hold.keeps : undefined;
}

/**
 * The finding on a backup that is due: a hold that keeps it from being made is heard, because people mostly mean the
 * power by it.
 */
export function holdOfBackup(held: Skipped): Skipped {
  return skip(
    'backup-held',
    `${held.detail}, so no backup is made; to hold its power alone, write up until or stopped until before the time`,
  );
}

export function guardByProtection(policy: Policy, cluster: Cluster, action: Action): Skipped | undefined {
  const protection = protectionFrom(policy, cluster, action);
  if (protection === undefined) return undefined;
  const from = protection.from?.join(', ') ?? 'every action';
  return skip('protected', `an entry under protect keeps it from ${from}`);
}

/** Reads the tag `dormouse:hold` of a cluster or a snapshot; a snapshot is kept whichever state the tag names. */
export function guardByHold(tags: Readonly<Record<string, string>>, local: LocalTime): Skipped | undefined {
  const hold = readHold(tags, local);
  if (hold.state === 'unreadable') {
    return skip(
      'hold-unreadable',
      `dormouse:hold is "${hold.value}"; write forever, 2026-12-01 or 2026-12-01T18:00:00Z, or remove the tag; ` +
        'stopped until or up until before the time holds its power alone',
    );
  }
  const detail = describeHold(hold, local);
  return detail === undefined ? undefined : skip('held', detail);
}

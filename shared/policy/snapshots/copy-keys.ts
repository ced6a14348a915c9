import { type Skipped, skip } from '../model/finding.ts';
import type { KeyState } from '../model/kms-key.ts';
import type { Snapshot } from '../model/snapshot.ts';

/**
 * The finding that keeps a source because none of its complete copies can be restored: AWS needs the key of a copy for
 * that. Undefined when one can be, or when there is no copy.
 *
 * @param copies Complete copies of the source.
 * @param keys By ARN, as far as they were read.
 */
export function checkCopyKeys(
  copies: readonly Snapshot[],
  keys: Readonly<Record<string, KeyState>>,
): Skipped | undefined {
  const states = copies.map(({ id, kmsKey }) => {
    const state = kmsKey === undefined ? undefined : keys[kmsKey];
    return { id, kmsKey, state, usable: kmsKey === undefined || state?.usable === true };
  });
  if (states.length === 0 || states.some(({ usable }) => usable)) return undefined;
  const unread = states.find(({ state }) => state === undefined);
  if (unread)
    return skip('not-observed', `the key ${unread.kmsKey} of its copy ${unread.id} has not been read`);
  const why = states.flatMap(({ id, state }) => (state?.usable === false ? [`${id}: ${state.detail}`] : []));
  return skip('copy-pending', `no copy of it can be restored: ${why.join('; ')}`);
}

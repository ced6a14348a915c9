import { type Finding, skip } from '../model/finding.ts';
import { POWER_TAG } from '../model/tags.ts';
import { keptState } from '../rules/guard.ts';
import { readLastAction } from '../rules/power-note.ts';
import { hasRoomFor } from '../rules/tag-room.ts';
import { formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';
import type { StopFacts } from './facts.ts';
import { lastEnd, startOutside } from './outside.ts';
import { STARTS_KNOWN_MS } from './snapshot-first.ts';

/**
 * The finding that keeps a cluster up under `stop: atEnd`, without a call: the hours have no end that is known, or
 * nothing could remember the stop.
 */
export function checkEndKnown(candidate: Candidate): Finding | undefined {
  const { power, policy, cluster, local } = candidate;
  if (power.stop !== 'atEnd' || keptState(cluster, local) === 'stopped') return undefined;
  if (!policy.tagActions || !hasRoomFor(POWER_TAG, cluster.tags)) {
    return skip(
      'end-unknown',
      `stop: atEnd needs the tag ${POWER_TAG} to remember the stop, and the cluster cannot have it: remove a tag`,
    );
  }
  const ended = lastEnd(candidate);
  if (ended === undefined) return skip('end-unknown', 'its hours have no end that is known');
  const last = readLastAction(cluster);
  if (local.now - ended < STARTS_KNOWN_MS || (last && last.at >= ended)) return undefined;
  return skip(
    'end-unknown',
    `its hours ended ${formatWhenIn(ended, local)}, longer ago than RDS events report who started it since; stop it by hand`,
  );
}

/**
 * The finding that keeps a cluster up under `stop: atEnd`; undefined while the stop of the last end of its hours is due.
 * It is due once: a note of it at or after the end, or any start after the end, shows that it has been. Dormouse's own
 * starts and those of AWS are nobody's wish.
 */
export function checkEnd(candidate: Candidate, facts: StopFacts): Finding | undefined {
  const { cluster, local } = candidate;
  const ended = lastEnd(candidate);
  if (ended === undefined) return undefined;
  const since = `its hours ended ${formatWhenIn(ended, local)}`;
  const start = startOutside(candidate, facts);
  if (start?.by === 'user') {
    const detail = `${start.how} ${formatWhenIn(start.at, local)}, after ${since}: left until they end next`;
    return skip('started-after-end', detail);
  }
  if (start !== undefined) return undefined;
  const last = readLastAction(cluster);
  const isStopped = last?.action === 'stop' && last.answer === undefined && last.at >= ended;
  if (isStopped && !(facts.upSince?.state === 'up' && facts.upSince.since <= last.at)) {
    return skip(
      'end-unknown',
      `${since}, it was stopped ${formatWhenIn(last.at, local)}, and it runs: RDS reports no start, and its metrics do not ` +
        'show that the stop had no effect; it is left until they end next',
    );
  }
  if (facts.renamedAt !== undefined && facts.renamedAt > ended) {
    const renamed = `renamed ${formatWhenIn(facts.renamedAt, local)}, after ${since}`;
    return skip(
      'end-unknown',
      `${renamed}: RDS reports no earlier starts under its name; left until they end next`,
    );
  }
  return undefined;
}

import { type Finding, skip } from '../model/finding.ts';
import { POWER_TAG } from '../model/tags.ts';
import { type Contest, changesSoFar, continueContest, isContested, type Undone } from '../rules/contest.ts';
import { readLastAction } from '../rules/power-note.ts';
import { formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';
import type { StopFacts } from './facts.ts';
import { lastEnd } from './outside.ts';
import { uptimeOf } from './uptime.ts';

/**
 * Only a stop yields: a cluster that runs costs money, one that is down in its hours costs more.
 */
export function checkContest(candidate: Candidate, facts: StopFacts): Finding | undefined {
  const { cluster, local } = candidate;
  const last = readLastAction(cluster);
  const undone = undoneBy(candidate, 'stop', facts);
  if (last === undefined || !isContested(last, undone, local.now)) return undefined;
  const changes = changesSoFar(last, undone, local.now);
  const by = `${last.action} ${formatWhenIn(last.at, local)} by ${last.rule}`;
  return skip(
    'power-contested',
    `it was stopped and started again ${changes} times in a row, each against the one before (${by}), and another stop ` +
      `is due: find out who else changes it, then remove the tag ${POWER_TAG}`,
  );
}

/** The dispute that the tag of a stop or start now remembers: sides that undo each other. */
export function contestOf(
  candidate: Candidate,
  action: 'stop' | 'start',
  facts?: StopFacts,
): Contest | undefined {
  const last = readLastAction(candidate.cluster);
  return continueContest(last, undoneBy(candidate, action, facts), candidate.local.now);
}

/**
 * A start by this rule's own hours, which have ended since, is no dispute. People's stops are not read, so they are
 * none.
 */
function undoneBy(candidate: Candidate, action: 'stop' | 'start', facts: StopFacts | undefined): Undone {
  const { cluster, local } = candidate;
  const last = readLastAction(cluster);
  if (last === undefined || last.answer !== undefined) return 'no';
  if (last.action === action) {
    const { lastStart } = facts ?? {};
    // Between two ends, people start a cluster as they like.
    if (candidate.power.stop === 'atEnd' && last.at < (lastEnd(candidate) ?? 0)) return 'no';
    return action === 'stop' && lastStart?.by === 'user' && lastStart.at > last.at ? 'ours' : 'no';
  }
  const { up } = uptimeOf({ ...candidate, local: { ...local, now: last.at } });
  return up === (action === 'start') ? 'theirs' : 'no';
}

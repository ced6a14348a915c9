import { type Finding, leave } from '../model/finding.ts';
import { STREAM_TAG } from '../rules/tags.ts';
import { formatWhenIn } from '../time/when.ts';
import type { StreamCase } from './case.ts';
import { MAX_STARTS, readStreamNote, startsBefore, tooManyChanges } from './note.ts';

/** A stream that was started again and again and does not last, for every start restarts its cluster; or that AWS refuses. */
export function judgeLost({ cluster, rule, now }: StreamCase): Finding | undefined {
  const note = readStreamNote(cluster.tags);
  const starts = startsBefore(cluster.tags, now);
  if (note === undefined || starts < MAX_STARTS) return undefined;
  const last = note.action === 'start' ? `, last ${formatWhenIn(note.at, rule.timezone, now)}` : '';
  return note.action === 'start' && note.answer === 'refused'
    ? leave(
        'stream-lost',
        `its start was tried ${starts} times, and refused by AWS${last}; put that right, then remove the tag ${STREAM_TAG}`,
      )
    : leave('stream-lost', `it was started ${starts} times${last}, and does not run`);
}

/**
 * A stream that somebody changes back: a deployment with another policy, which writes and reads the same tag, or a
 * person. `why` is what it would be changed for.
 */
export function judgeContested({ cluster, rule, now }: StreamCase, why: string): Finding | undefined {
  const note = tooManyChanges(cluster.tags, now);
  if (note === undefined) return undefined;
  const last = `${formatWhenIn(note.at, rule.timezone, now)} by ${note.rule}`;
  return leave(
    'stream-contested',
    `it was changed ${note.change} times in a row, last ${last}, and is to be changed again (${why}); find who else changes it, then remove the tag ${STREAM_TAG}`,
  );
}

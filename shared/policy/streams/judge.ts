import { judgeStatus } from '../model/availability.ts';
import { act, type Finding, leave } from '../model/finding.ts';
import type { EpochMs } from '../model/policy.ts';
import { STREAM_TAG } from '../rules/tags.ts';
import { formatWhenIn } from '../time/when.ts';
import { asWanted, desiredAt, type StreamCase, type StreamFinding, type WantedCase } from './case.ts';
import { ineligibleForStream } from './eligibility.ts';
import { judgeContested } from './flapping.ts';
import { judgeStart } from './judge-start.ts';
import { isSameKey } from './key.ts';
import { askedBehind, justDeclined, LAG_MS, type StreamNote } from './note.ts';
import { nextRestartAt } from './restart-times.ts';

/**
 * From a stop for another mode or key until the start: the stop takes about ten minutes at most, and its event brings the
 * start. With less left of the time in which a restart is allowed, the start would wait for the next, a week without a
 * stream; and with more asked for, sweeps that are far apart would miss what is left of a window of half an hour.
 */
const STOP_TO_START_MS = 15 * 60_000;

/** What the listing, the tags and such facts as are there say of a cluster that nothing keeps from being changed. */
export function judgeStream(subject: StreamCase): StreamFinding {
  const { stream, why } = subject;
  const wanted = asWanted(subject);
  const ineligible = wanted && ineligibleForStream(wanted);
  if (ineligible !== undefined) return leave('ineligible', ineligible.detail);
  const passing = judgePassing(subject);
  if (wanted === undefined && stream.status === 'stopped' && passing?.reason !== 'stream-in-transition') {
    return leave('stream-as-declared', `it does not run; ${why}`);
  }
  if (passing !== undefined) return passing;
  if (wanted !== undefined) return judgeWanted(wanted);
  return whenAllowed(subject, 'stop', act('stream-over', why));
}

/** What a later sweep finds otherwise. */
function judgePassing({ cluster, stream, rule, now }: StreamCase): Finding | undefined {
  const status = judgeStatus(cluster.status, 'its activity stream');
  if (status !== undefined) return status;
  if (stream.status !== 'stopped' && stream.status !== 'started') {
    return leave('stream-in-transition', `its activity stream is ${stream.status}`);
  }
  const asked = askedBehind(stream.status, cluster.tags, now);
  return asked
    ? leave(
        'stream-in-transition',
        `its activity stream is ${stream.status}, though it was asked to ${asked.action} at ${formatWhenIn(asked.at, rule.timezone, now)}`,
      )
    : undefined;
}

/** A stream is stopped for another mode or key only if it could be started again. */
function judgeWanted(subject: WantedCase): StreamFinding {
  const { stream, mode, why } = subject;
  if (stream.status !== 'started') {
    return judgeStart(subject, whenAllowed(subject, 'start', act('stream-due', `${mode}; ${why}`)));
  }
  const drift = driftOf(subject);
  if (drift === undefined) return judgeRunning(subject);
  const due = act('stream-drift', `${drift}; ${why}`);
  return judgeStart(subject, whenAllowed(subject, 'stop', due, STOP_TO_START_MS));
}

function driftOf({ stream, mode, kmsKey, keys }: WantedCase): string | undefined {
  if (stream.mode !== undefined && stream.mode !== mode) {
    return `it runs ${stream.mode} and is to run ${mode}`;
  }
  if (kmsKey === undefined || isSameKey(kmsKey, stream.kmsKey, keys) !== false) return undefined;
  return `it runs with the key ${stream.kmsKey} and is to run with ${kmsKey}`;
}

function judgeRunning({ stream, mode, kmsKey, keys, key, why }: WantedCase): StreamFinding {
  const same = kmsKey === undefined || isSameKey(kmsKey, stream.kmsKey, keys);
  const runs = `it runs ${stream.mode ?? `in a mode that AWS does not tell, is to run ${mode}`}`;
  if (same) return leave('stream-as-declared', `${runs}; ${why}`);
  const cause =
    stream.kmsKey === undefined
      ? 'AWS does not tell its key'
      : key === undefined
        ? `${kmsKey} has not been read`
        : key.usable
          ? `AWS tells ${stream.kmsKey}, which may lead to any key`
          : key.detail;
  const unread = key === undefined && stream.kmsKey !== undefined;
  return {
    ...leave('stream-as-declared', `${runs}; whether with ${kmsKey} could not be compared: ${cause}`),
    ...(unread && { unread: 'decides' as const }),
  };
}

/**
 * Starting and stopping both restart the cluster: the act if the rule allows that now and AWS has not just refused it, or
 * else why it is left or waits.
 */
function whenAllowed(
  subject: StreamCase,
  change: 'start' | 'stop',
  finding: Finding,
  leastMs = 0,
): StreamFinding {
  const { declared, cluster, policy, now } = subject;
  const nextAfter = (at: EpochMs) => nextRestartAt(declared, cluster, policy, at, leastMs);
  const allowedAt = nextAfter(now);
  const isAllowed = allowedAt === now;
  const declined = justDeclined(cluster.tags, change, now);
  if (isAllowed && declined === undefined) {
    return judgeContested(subject, finding.detail) ?? { ...finding, change, restartsAt: now };
  }
  const next = declined === undefined ? allowedAt : nextAfter(declined.at + LAG_MS);
  const what = `${change} its stream (${finding.detail})`;
  const allows = leastMs === 0 ? 'allows' : 'allows, with time to start it anew,';
  const detail =
    isAllowed && declined !== undefined
      ? describeDeclined(subject, declined, what, next)
      : `to ${what} restarts it, which restart: ${declared.restart} ${allows} ${describeNext(subject, next)}`;
  return { ...leave('restart-waits', detail), ...(next !== undefined && { restartsAt: next }) };
}

function describeDeclined(
  subject: StreamCase,
  { answer, at }: StreamNote,
  what: string,
  next: EpochMs | undefined,
): string {
  const said = answer === 'busy' ? 'was busy when it was asked to' : 'refused to';
  const when = formatWhenIn(at, subject.rule.timezone, subject.now);
  return `AWS ${said} ${what} ${when}; it is tried again ${describeNext(subject, next)}, or sooner once the tag ${STREAM_TAG} is removed`;
}

/** `Mon 19:00 Europe/Berlin, when it is not to run` */
function describeNext(subject: StreamCase, next: EpochMs | undefined): string {
  if (next === undefined) return 'at a time that is not known, for its maintenance window cannot be read';
  const when = formatWhenIn(next, subject.rule.timezone, subject.now);
  const desired = desiredAt(subject, next);
  if (desired === subject.desired) return when;
  return desired === 'off' ? `${when}, when it is not to run` : `${when}, when it is to run ${desired}`;
}

import { judgeStatus } from './changeable.ts';
import { act, type Finding, leave } from './finding.ts';
import { judgeContested } from './judge-stream-brakes.ts';
import { judgeStart } from './judge-stream-start.ts';
import { nextRestartAt } from './restart-times.ts';
import { asWanted, type StreamCase, type StreamFinding, type WantedCase } from './stream-case.ts';
import { ineligibleForStream } from './stream-eligibility.ts';
import { isSameKey } from './stream-key.ts';
import { askedBehind } from './stream-note.ts';
import { formatWhenIn } from './when.ts';

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
  return judgeStart(subject, whenAllowed(subject, 'stop', act('stream-drift', `${drift}; ${why}`)));
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
      : key?.usable === false
        ? key.detail
        : `${kmsKey} has not been read`;
  const unread = key === undefined && stream.kmsKey !== undefined;
  return {
    ...leave('stream-as-declared', `${runs}; whether with ${kmsKey} could not be compared: ${cause}`),
    ...(unread && { unread: 'decides' as const }),
  };
}

/** Starting and stopping both restart the cluster: the act if the rule allows that now, or else why it is left or waits. */
function whenAllowed(subject: StreamCase, change: 'start' | 'stop', finding: Finding): StreamFinding {
  const { declared, cluster, policy, rule, now } = subject;
  const next = nextRestartAt(declared, cluster, policy, now);
  if (next === now) {
    return judgeContested(subject, finding.detail) ?? { ...finding, change, restartsAt: now };
  }
  const when =
    next === undefined
      ? 'at a time that is not known, for its maintenance window cannot be read'
      : formatWhenIn(next, rule.timezone, now);
  const detail = `to ${change} its stream (${finding.detail}) restarts it, which restart: ${declared.restart} allows ${when}`;
  return { ...leave('restart-waits', detail), ...(next !== undefined && { restartsAt: next }) };
}

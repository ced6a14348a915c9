import type { ActivityStreamCommand, Decision } from '../model/decision.ts';
import { leave } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import { guard } from '../rules/guard.ts';
import { STREAM_OVERRIDE_TAG } from '../rules/tags.ts';
import { type StreamCase, type StreamFinding, streamCase } from './case.ts';
import { judgeStream } from './judge.ts';
import { readStreamNote, startNote, stopNote } from './note.ts';
import { overrideToRemember } from './override.ts';
import { rememberingDetail } from './remember-override.ts';
import type { ObservedStream, StreamWorld } from './stream.ts';

/** One decision for each cluster of the world, in its order: start or stop its activity stream now, or leave it and why. */
export function decideActivityStreams(policy: Policy, world: StreamWorld): Decision[] {
  return world.clusters.map((observed) => decideActivityStream(policy, observed, world));
}

/**
 * Whether to start or stop the activity stream of one cluster, which restarts it. What a person asks for by the run is
 * remembered on the cluster, with the act or by an act of its own.
 */
export function decideActivityStream(policy: Policy, observed: ObservedStream, world: StreamWorld): Decision {
  const { arn, account, region, id } = observed.cluster;
  const base = {
    target: arn,
    account,
    region,
    cluster: id,
    aspect: 'activityStream',
    action: 'changeActivityStream',
  } as const;
  const subject = streamCase(policy, observed, world);
  if (subject === undefined) {
    return { ...base, verdict: 'leave', reason: 'no-rule', detail: 'no rule with activityStream matches it' };
  }
  const { reason, detail, restartsAt, change } = findingOf(subject);
  const command = commandOf(subject, { reason, ...(change && { change }) }, world.requested);
  const decided = { ...base, rule: subject.rule.name };
  if (command === undefined) {
    return { ...decided, verdict: 'leave', reason, detail, ...(restartsAt !== undefined && { restartsAt }) };
  }
  const lastActionAt = readStreamNote(observed.cluster.tags)?.at;
  const what =
    command.kind === 'tag-activity-stream'
      ? { reason: 'override-requested' as const, detail: rememberingDetail(command, reason, detail) }
      : { reason, detail, ...(restartsAt !== undefined && { restartsAt }) };
  return {
    ...decided,
    verdict: 'act',
    ...what,
    command,
    ...(lastActionAt !== undefined && { lastActionAt }),
  };
}

/** What keeps every function from the cluster, then what cannot be read, then what its stream is to become. */
export function findingOf(subject: StreamCase): StreamFinding {
  const { policy, cluster, rule, override, now } = subject;
  const guarded = guard(policy, cluster, 'changeActivityStream', rule.timezone, now);
  if (guarded !== undefined) return guarded;
  if (override.state !== 'unreadable') return judgeStream(subject);
  return leave(
    'override-unreadable',
    `${STREAM_OVERRIDE_TAG} is "${override.value}"; write for example off until 2026-12-01T18:00:00Z, or declared`,
  );
}

/** Reasons for which what was asked for is not remembered: it may not be, it would be in vain, or it is not known yet. */
const FORGOTTEN: readonly Reason[] = ['protected', 'held', 'hold-unreadable', 'ineligible', 'not-observed'];

function commandOf(
  { cluster, rule, kmsKey, desired, noted, now }: StreamCase,
  { reason, change }: Pick<StreamFinding, 'reason' | 'change'>,
  requested: StreamWorld['requested'],
): ActivityStreamCommand | undefined {
  const { account, region, id, arn, tags } = cluster;
  const order = { account, region, cluster: id, arn };
  const remember = overrideToRemember(requested, noted, now);
  if (change === 'stop') {
    return {
      kind: 'stop-activity-stream',
      ...order,
      tags: { ...stopNote(tags, now, rule.name), ...remember },
    };
  }
  if (change === 'start' && desired !== 'off' && kmsKey !== undefined) {
    const note = startNote(tags, now, rule.name);
    return {
      kind: 'start-activity-stream',
      ...order,
      mode: desired,
      kmsKey,
      tags: { ...note, ...remember },
    };
  }
  return remember && !FORGOTTEN.includes(reason)
    ? { kind: 'tag-activity-stream', ...order, tags: remember }
    : undefined;
}

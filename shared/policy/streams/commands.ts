import type { Act, ActivityStreamCommand, TagActivityStreamCommand } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Reason } from '../model/reasons.ts';
import { STREAM_OVERRIDE_TAG } from '../model/tags.ts';
import type { Candidate } from './candidate.ts';
import { actionTags } from './history.ts';

/** Reasons for which a request is not recorded: it may not be carried out, it would be in vain, or that is not known yet. */
const NOT_RECORDED: readonly Reason[] = [
  'protected',
  'held',
  'hold-unreadable',
  'ineligible',
  'not-observed',
];

/** The change that is due, or at least the tag that records what a person asks for. Undefined: nothing to do. */
export function streamCommand(
  { cluster, rule, kmsKey, desired, change, override, history, now }: Candidate,
  { verdict, reason }: Pick<Finding, 'verdict' | 'reason'>,
): ActivityStreamCommand | undefined {
  const { account, region, id, arn } = cluster;
  const order = { account, region, cluster: id, arn };
  const { tagToWrite } = override;
  if (verdict === 'leave' || change === undefined) {
    return tagToWrite && !NOT_RECORDED.includes(reason)
      ? { kind: 'tag-activity-stream', ...order, tags: tagToWrite }
      : undefined;
  }
  const { tags, tagsIfNotDone } = actionTags(history, change.action, now, rule.name);
  const tagged = { ...order, tags: { ...tags, ...tagToWrite }, tagsIfNotDone };
  if (change.action === 'stop') return { kind: 'stop-activity-stream', ...tagged };
  if (desired === 'off' || kmsKey === undefined) return undefined;
  return { kind: 'start-activity-stream', ...tagged, mode: desired, kmsKey };
}

/** Why there is an act that only remembers what somebody wants of a stream: that, and what follows from it now. */
export function rememberingDetail(
  { tags }: TagActivityStreamCommand,
  { reason, detail }: Pick<Finding, 'reason' | 'detail'>,
): string {
  return `"${tags[STREAM_OVERRIDE_TAG]}" is remembered; ${reason}: ${detail}`;
}

/**
 * What remains of a change of an activity stream that may not be made now: to remember what was asked for, which no
 * later sweep is told again. Undefined when nothing was.
 */
export function onlyRemembering(decision: Act, reason: Reason, detail: string): Act | undefined {
  const { command, restartsAt: _restartsAt, ...rest } = decision;
  if (command.kind !== 'start-activity-stream' && command.kind !== 'stop-activity-stream') return undefined;
  const { account, region, cluster, arn, tags } = command;
  const wanted = tags[STREAM_OVERRIDE_TAG];
  if (wanted === undefined) return undefined;
  const remember: TagActivityStreamCommand = {
    ...{ kind: 'tag-activity-stream', account, region, cluster, arn },
    tags: { [STREAM_OVERRIDE_TAG]: wanted },
  };
  return {
    ...rest,
    reason: 'override-requested',
    detail: rememberingDetail(remember, { reason, detail }),
    command: remember,
  };
}

import type { Act, TagActivityStreamCommand } from '../model/decision.ts';
import type { Reason } from '../model/reasons.ts';
import { STREAM_OVERRIDE_TAG } from '../rules/tags.ts';

/** Why there is an act that only remembers what somebody wants of a stream: that, and what follows from it now. */
export function rememberingDetail(
  { tags }: TagActivityStreamCommand,
  reason: Reason,
  detail: string,
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
    detail: rememberingDetail(remember, reason, detail),
    command: remember,
  };
}

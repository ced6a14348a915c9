import {
  type StartActivityStreamCommand,
  type StopActivityStreamCommand,
  type TagActivityStreamCommand,
  toCluster,
} from '../model/command.ts';
import type { Finding } from '../model/finding.ts';
import { reasonRow } from '../model/reasons.ts';
import { STREAM_OVERRIDE_TAG } from '../model/tags.ts';
import type { Candidate } from './candidate.ts';
import { actionTags } from './history.ts';

/**
 * Whether the request of a person is recorded although nothing is changed now: unless it may not be carried out, would be
 * in vain, or neither is known yet.
 */
export function isRecorded({ reason }: Pick<Finding, 'reason'>): boolean {
  const { kind, rulesOut } = reasonRow(reason);
  return rulesOut === undefined && kind !== 'unread';
}

/** The change that is due. Undefined: none is, or it lacks a key. */
export function changeCommand({
  policy,
  cluster,
  rule,
  kmsKey,
  desired,
  change,
  override,
  history,
  local,
}: Candidate): StartActivityStreamCommand | StopActivityStreamCommand | undefined {
  if (change === undefined) return undefined;
  const { tags, tagsIfNotDone } = actionTags(history, change.action, local.now, rule.name, policy.stamp);
  const tagged = { ...toCluster(cluster), tags: { ...tags, ...override.tagToWrite }, tagsIfNotDone };
  if (change.action === 'stop') return { kind: 'stop-activity-stream', ...tagged };
  if (desired === 'off' || kmsKey === undefined) return undefined;
  return { kind: 'start-activity-stream', ...tagged, mode: desired, kmsKey };
}

/**
 * The tag that records the request of a person, because no later sweep gets it again. Undefined: nothing was requested.
 */
export function recordCommand({
  cluster,
  override: { tagToWrite },
}: Candidate): TagActivityStreamCommand | undefined {
  return tagToWrite && { kind: 'tag-activity-stream', ...toCluster(cluster), tags: tagToWrite };
}

/** Says what is recorded. */
export function recordedDetail({ tags }: TagActivityStreamCommand): string {
  return `"${tags[STREAM_OVERRIDE_TAG]}" is recorded`;
}

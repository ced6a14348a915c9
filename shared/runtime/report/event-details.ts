import * as z from 'zod';
import { actionsOf, commandsOf, followedActions, followedKinds } from '../../policy/model/actions.ts';
import { reasons } from '../../policy/model/reasons.ts';

/** The keys of every event. */
export const common = z.strictObject({
  version: z.literal('1').describe('changes only when a consumer could break'),
  function: z.string().describe('the function that reports it, stop-idle-clusters'),
  mode: z.enum(['observe', 'enforce']).describe('observe: nothing was changed'),
  at: z.iso.datetime().describe("AWS's own clock when the clusters were listed"),
  summary: z
    .string()
    .optional()
    .describe('the event in one line for people; not for programs. Versions before 0.2 did not send it'),
  policy: z
    .string()
    .optional()
    .describe(
      'the digest of the policy that decided, as in the logs; absent: a person did it by the command line',
    ),
  release: z.string().optional().describe('the version of Dormouse that decided; absent: as above'),
  account: z.string().describe('the account that it happened in'),
  region: z.string().describe('the Region that it happened in'),
});

export const fault = z
  .strictObject({ name: z.string().describe('the name of the error, AccessDenied'), message: z.string() })
  .describe('what AWS, or Dormouse itself, said');

/** DbClusterResourceId, which no other cluster ever has. */
const resourceId = z
  .string()
  .optional()
  .describe('DbClusterResourceId: the same for a cluster that is renamed, another for one of the same name');

const outcomeDetail = common.extend({
  cluster: z.string().describe('DBClusterIdentifier'),
  resourceId,
  arn: z.string().describe('of what it is about: the cluster, or the snapshot that is copied or deleted'),
  status: z
    .enum(['done', 'already', 'planned', 'conflict', 'retry', 'failed', 'warned', 'left'])
    .describe('what became of it'),
  reason: z.enum(Object.keys(reasons)).describe('why it was decided so; docs/reasons.md explains each'),
  detail: z.string().describe('one sentence for people; not for programs'),
  rule: z.string().optional().describe("the policy's rule that decided"),
  fault: fault.optional(),
});

/** Somebody who changes a cluster by the command line, and why. */
const byHand = {
  by: z.string().describe('the user or the session of a role that asked for it'),
  because: z.string().optional().describe('why, as they wrote it'),
};

export const clusterDetail = outcomeDetail.extend({
  action: z.enum(actionsOf('power')),
  ...byHand,
  by: byHand.by.optional(),
});

export const snapshotDetail = outcomeDetail.extend({
  action: z.enum(actionsOf('snapshots')),
  snapshot: z.string().optional().describe('DBClusterSnapshotIdentifier'),
});

/** The keys that a warning has besides those of other events about its target. */
export const warningKeys = {
  notBefore: z.iso.datetime().describe('the change comes at this time at the earliest'),
  howToHold: z
    .strictObject({
      dormouse: z.string().optional().describe('the command of Dormouse, for a cluster'),
      aws: z.string().describe('the command of the AWS CLI'),
    })
    .describe('examples of how to keep the target as it is; write the time that you need'),
};

export const streamDetail = outcomeDetail.extend({
  action: z.literal(actionsOf('activityStream')),
  command: z
    .enum(commandsOf('changeActivityStream'))
    .optional()
    .describe(
      'the intended action: starting and stopping restart the cluster, tagging remembers an override',
    ),
  streamMode: z.enum(['async', 'sync']).optional().describe('of a stream that is started'),
  override: z.string().optional().describe('the tag dormouse:activity-stream-override, when it is written'),
});

export const capacityDetail = outcomeDetail.extend({
  action: z.literal(actionsOf('capacity')),
  min: z.number().optional().describe('the intended value, in ACU, NCU or DCU'),
  max: z.number().optional(),
  autoPauseAfterMs: z.int().optional(),
});

export const drillDetail = outcomeDetail.extend({
  action: z.literal(actionsOf('recovery')),
  command: z
    .enum([...commandsOf('drillRestore'), ...commandsOf('cleanUpDrill')])
    .optional()
    .describe('the intended step of the drill'),
  drill: z.string().optional().describe('id of the drill'),
  restored: z.string().optional().describe('DBClusterIdentifier of the cluster that the drill restores'),
});

/** For a cluster, whichever action was due. */
export const gapClosedDetail = outcomeDetail.omit({ status: true, fault: true });

export const gapDetail = gapClosedDetail.extend({
  since: z.iso.datetime().describe('since when the stream is missing, at the latest'),
  gapMs: z.int().describe('how long that was when the clusters were listed'),
});

export const confirmationDetail = common.extend({
  action: z.enum(followedActions),
  command: z.enum(followedKinds).describe('what AWS was asked for'),
  cluster: z.string().describe('DBClusterIdentifier'),
  resourceId,
  arn: z.string().describe('of what it is about: the cluster, or the snapshot that is copied'),
  snapshot: z
    .string()
    .optional()
    .describe('DBClusterSnapshotIdentifier of what is created: of a copy, its own'),
  rule: z.string().optional().describe("the policy's rule that decided"),
  detail: z.string().describe('one sentence for people; not for programs'),
  requestedAt: z.iso.datetime().describe('when AWS was asked for it, or restarted the cluster'),
  elapsedMs: z.int().describe('how long it took until it was seen, or has been waited for'),
});

export const drillCompletedDetail = common.extend({
  drill: z.string().describe('id of the drill'),
  cluster: z.string().describe('DBClusterIdentifier of the cluster whose backup was restored'),
  resourceId,
  arn: z.string().describe('of that cluster'),
  rule: z.string().describe("the policy's rule that asked for the drill"),
  verdict: z.enum(['passed', 'failed']),
  detail: z.string().describe('one sentence for people; not for programs'),
  restored: z.string().describe('DBClusterIdentifier of the cluster that was restored, and is deleted'),
  point: z.iso.datetime().describe('when the data was as it is in the recovery point'),
  rtoMs: z.int().optional().describe('from the request of the restore to the first answer to a query'),
  rpoMs: z.int().optional().describe('how old the data was when the restore was requested'),
  checksPassed: z.int(),
  checks: z.int().describe('how many checks the rule wants'),
  missedTarget: z
    .boolean()
    .describe('whether it took longer, or would have lost more, than its targets allow'),
});

/** A hold that a person sets or removes by the command line. */
export const holdDetail = common.extend({
  cluster: z.string().describe('DBClusterIdentifier'),
  resourceId,
  arn: z.string().describe('of the cluster'),
  hold: z.string().optional().describe('the tag dormouse:hold as it is written'),
  ...byHand,
  detail: z.string().describe('one sentence for people; not for programs'),
});

/** Other hours that a person sets or removes by the command line. */
export const hoursDetail = holdDetail.omit({ hold: true }).extend({
  hours: z.string().optional().describe('the tag dormouse:hours as it is written'),
});

/** A pause that a person begins or ends by the command line. */
export const pauseDetail = common.extend({
  paused: z
    .strictObject({
      function: z.string().optional().describe('the only function that is paused'),
      account: z.string().optional().describe('the only account in which it is paused'),
      rule: z.string().optional().describe('the only rule whose changes are paused'),
    })
    .describe('what is paused; {}: everything'),
  until: z.iso.datetime().optional().describe('when the pause ends; absent: when it is resumed'),
  by: byHand.by,
  because: z.string().describe('why, as they wrote it'),
  detail: z.string().describe('one sentence for people; not for programs'),
});

export const policyOutdatedDetail = common.extend({
  detail: z.string().describe('which version decides, and what is wrong with the newest one'),
});

export const refusedMessageDetail = common.extend({
  messageId: z.string().describe("SQS's id of the message"),
  detail: z.string().describe('what is wrong with it'),
  body: z.string().describe('its first 1,000 characters'),
});

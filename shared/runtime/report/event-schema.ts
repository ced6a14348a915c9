import * as z from 'zod';
import { type Aspect, actionRow, actionsOf, commands, followedActions } from '../../policy/model/actions.ts';
import {
  capacityDetail,
  clusterDetail,
  common,
  confirmationDetail,
  drillCompletedDetail,
  drillDetail,
  fault,
  gapClosedDetail,
  gapDetail,
  holdDetail,
  hoursDetail,
  pauseDetail,
  policyOutdatedDetail,
  refusedMessageDetail,
  snapshotDetail,
  streamDetail,
  warningKeys,
} from './event-details.ts';

const words = ['Requested', 'Planned', 'Conflict', 'Failed', 'Refused'];

const confirmations = ['Confirmed', 'Not Confirmed'];

function typesOf(titles: readonly string[], ends = words): string[] {
  return titles.flatMap((title) => ends.map((end) => `${title} ${end}`));
}

function titlesOf(aspect: Aspect): string[] {
  return actionsOf(aspect).map((action) => actionRow(action).title);
}

/** There is nothing to refuse in recording something. */
const recordTypes = typesOf(
  Object.values(commands).flatMap((row) => ('recordsAs' in row ? [row.recordsAs] : [])),
  words.filter((word) => word !== 'Refused'),
);

/** The confirmations of the actions that take AWS some time. */
const confirmationTypes = typesOf(
  followedActions.map((action) => actionRow(action).title),
  confirmations,
);

const source = z.literal('dormouse');
const theCluster = z.array(z.string()).length(1).describe('the ARN of the cluster');
const none = z.array(z.string()).max(0);

/** Every event on the bus, without what EventBridge itself adds to the envelope. */
export const outcomeEventSchema = z.discriminatedUnion('detail-type', [
  z.strictObject({
    source,
    'detail-type': z.enum(typesOf(titlesOf('power'))),
    resources: theCluster,
    detail: clusterDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum(typesOf(titlesOf('snapshots'))),
    resources: z
      .array(z.string())
      .length(1)
      .describe('the ARN of the cluster, or of the snapshot that is copied or deleted'),
    detail: snapshotDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Cluster Stop Warning'),
    resources: theCluster,
    detail: clusterDetail.extend(warningKeys),
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Snapshot Delete Warning'),
    resources: z.array(z.string()).length(1).describe('the ARN of the snapshot'),
    detail: snapshotDetail.extend(warningKeys),
  }),
  z.strictObject({
    source,
    'detail-type': z.enum([...typesOf(titlesOf('activityStream')), ...recordTypes]),
    resources: theCluster,
    detail: streamDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum(typesOf(titlesOf('capacity'))),
    resources: theCluster,
    detail: capacityDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum(typesOf(titlesOf('recovery'))),
    resources: z.array(z.string()).length(1).describe('the ARN of the cluster whose backup is restored'),
    detail: drillDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Restore Drill Completed'),
    resources: z.array(z.string()).length(1).describe('the ARN of the cluster whose backup was restored'),
    detail: drillCompletedDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum(confirmationTypes),
    resources: z
      .array(z.string())
      .length(1)
      .describe('the ARN of the cluster, or of the snapshot that is copied'),
    detail: confirmationDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum(['Cluster Hold Set', 'Cluster Hold Removed']),
    resources: theCluster,
    detail: holdDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum(['Cluster Hours Set', 'Cluster Hours Removed']),
    resources: theCluster,
    detail: hoursDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum(['Dormouse Paused', 'Dormouse Resumed']),
    resources: none,
    detail: pauseDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Policy Outdated'),
    resources: none,
    detail: policyOutdatedDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Message Refused'),
    resources: none,
    detail: refusedMessageDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Activity Stream Gap'),
    resources: theCluster,
    detail: gapDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Activity Stream Gap Closed'),
    resources: theCluster,
    detail: gapClosedDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Snapshot Quota Near'),
    resources: none,
    detail: common.extend({
      detail: z.string().describe('how many manual cluster snapshots there are, and how many there may be'),
      used: z.int(),
      max: z.int(),
    }),
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Sweep Failed'),
    resources: none,
    detail: common.extend({ fault }),
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Account Failing'),
    resources: none,
    detail: common.extend({ fault }),
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Account Recovered'),
    resources: none,
    detail: common,
  }),
  z.strictObject({
    source,
    'detail-type': z.literal('Limit Breaker Tripped'),
    resources: none,
    detail: common.extend({
      detail: z.string().describe('how much is due, and what limits allow'),
    }),
  }),
]);

/** The JSON Schema of every event: what `schemas/events.schema.json` holds. */
export function eventsJsonSchema(): object {
  return {
    title: 'Outcome events of Dormouse',
    ...z.toJSONSchema(outcomeEventSchema, { target: 'draft-7' }),
  };
}

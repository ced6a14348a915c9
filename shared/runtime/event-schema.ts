import * as z from 'zod';
import { reasons } from '../policy/reasons.ts';

const common = z.strictObject({
  version: z.literal('1').describe('changes only when a consumer could break'),
  function: z.string().describe('the function that tells it, stop-idle-clusters'),
  mode: z.enum(['observe', 'enforce']).describe('observe: nothing was changed'),
  at: z.iso.datetime().describe("AWS's own clock when the clusters were listed"),
  account: z.string().describe('the account that it happened in'),
  region: z.string().describe('the Region that it happened in'),
});

const fault = z
  .strictObject({ name: z.string().describe('the name of the error, AccessDenied'), message: z.string() })
  .describe('what AWS, or Dormouse itself, said');

const outcomeDetail = common.extend({
  cluster: z.string().describe('DBClusterIdentifier'),
  arn: z.string().describe('of what it is about: the cluster, or the snapshot that is copied or deleted'),
  status: z
    .enum(['done', 'already', 'planned', 'conflict', 'retry', 'failed', 'left'])
    .describe('what became of it'),
  reason: z.enum(Object.keys(reasons)).describe('why it was decided so, as the README explains'),
  detail: z.string().describe('one sentence for people; not for programs'),
  rule: z.string().optional().describe("the policy's rule that decided"),
  fault: fault.optional(),
});

const clusterDetail = outcomeDetail.extend({ action: z.enum(['stop', 'start']) });

const snapshotDetail = outcomeDetail.extend({
  action: z.enum(['createSnapshot', 'copySnapshot', 'deleteSnapshot']),
  snapshot: z.string().optional().describe('DBClusterSnapshotIdentifier'),
});

const words = ['Requested', 'Planned', 'Conflict', 'Failed', 'Refused'];

function typesOf(noun: string, verbs: readonly string[]): string[] {
  return verbs.flatMap((verb) => words.map((word) => `${noun} ${verb} ${word}`));
}

const source = z.literal('dormouse');
const none = z.array(z.string()).max(0);

/** Every event on the bus, without what EventBridge itself adds to the envelope. */
export const outcomeEventSchema = z.discriminatedUnion('detail-type', [
  z.strictObject({
    source,
    'detail-type': z.enum(typesOf('Cluster', ['Stop', 'Start'])),
    resources: z.array(z.string()).length(1).describe('the ARN of the cluster'),
    detail: clusterDetail,
  }),
  z.strictObject({
    source,
    'detail-type': z.enum([...typesOf('Snapshot', ['Create', 'Copy', 'Delete']), 'Snapshot Copy Completed']),
    resources: z
      .array(z.string())
      .length(1)
      .describe('the ARN of the cluster, or of the snapshot that is copied or deleted'),
    detail: snapshotDetail,
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

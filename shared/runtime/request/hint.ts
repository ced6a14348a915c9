import * as z from 'zod';
import { account, clusterGlob, region } from '../../policy/file/schema/names.ts';
import { parseArn } from '../../policy/model/arn.ts';

const CLUSTER = /^arn:[a-z-]+:rds:([a-z0-9-]+):(\d+):cluster:([a-z0-9-]+)$/;

/**
 * A snapshot is complete. Its copies belong to other Regions, so all Regions of the account are swept:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
const snapshotEvent = z
  .looseObject({
    source: z.literal('aws.rds'),
    'detail-type': z.literal('RDS DB Cluster Snapshot Event'),
    detail: z.looseObject({ SourceArn: z.templateLiteral([z.string(), ':cluster-snapshot:', z.string()]) }),
  })
  .transform(({ detail }) => ({ accounts: [parseArn(detail.SourceArn)?.account] }))
  .pipe(z.object({ accounts: z.array(account) }));

/** Something happened to a cluster, which only its ARN names without doubt. */
const clusterEvent = z
  .looseObject({
    source: z.literal('aws.rds'),
    'detail-type': z.literal('RDS DB Cluster Event'),
    detail: z.looseObject({ SourceArn: z.string().regex(CLUSTER) }),
  })
  .transform(({ detail }) => {
    const [, place, owner, id] = CLUSTER.exec(detail.SourceArn) ?? [];
    return { accounts: [owner], regions: [place], clusters: [id] };
  })
  .pipe(z.object({ accounts: z.array(account), regions: z.array(region), clusters: z.array(clusterGlob) }));

const hint = z.union([snapshotEvent, clusterEvent]);

/** Where an RDS event says to look. */
export type Hint = z.infer<typeof hint>;

/** Takes an RDS event for a hint where to look, and for nothing more; undefined for what is none. */
export function readHint(event: unknown): Hint | undefined {
  return hint.safeParse(event).data;
}

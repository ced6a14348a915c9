import type { DBCluster } from '@aws-sdk/client-rds';
import type { FleetCluster } from '../../fleet/fleet.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import { uuidOf } from '../../fleet/resolve.ts';
import { type StreamStatus, streamStatuses } from '../../fleet/statuses.ts';
import { type Keys, keyArn } from '../../kms/keys.ts';
import { createHistory, type History } from './history.ts';
import { toSetup } from './stream-setup.ts';

/** The activity stream of a cluster: `stopped`, `starting`, `started`, `stopping`. */
export interface ActivityStream {
  readonly statuses: History;
  /** When a change takes effect that waits for the maintenance window. */
  dueAt?: number | undefined;
  /** Goes up with every change, so that the plans of an earlier one are dropped. */
  revision: number;
}

/** The stream that a fleet file gives a cluster; one that names no key has some key that the fleet does not list. */
export function buildStream(
  cluster: FleetCluster,
  since: number,
  keys: Keys,
  quirks: Quirks,
): ActivityStream {
  const { status, mode, key } = cluster.activityStream;
  const entry = { status, at: since, visibleAt: since };
  if (status === 'stopped') return { statuses: createHistory(entry), revision: 0 };
  const arn = (key !== undefined && keys.find(key, cluster)?.arn) || someKey(cluster);
  return { statuses: createHistory({ ...entry, stream: toSetup(mode, arn, quirks) }), revision: 0 };
}

/** The key of a stream of which nobody has said it. */
export function someKey(cluster: Pick<FleetCluster, 'account' | 'region' | 'id'>): string {
  return keyArn(cluster, uuidOf(`${cluster.account}/${cluster.region}/${cluster.id}`));
}

type Shape = Pick<
  DBCluster,
  'ActivityStreamStatus' | 'ActivityStreamMode' | 'ActivityStreamKmsKeyId' | 'ActivityStreamKinesisStreamName'
>;

/** The properties of a cluster that its report of its stream comes from. */
interface Streaming {
  readonly engine: string;
  readonly resourceId: string;
  readonly activityStream: ActivityStream;
}

/**
 * A stream as clusters report it: Aurora alone has streams; Neptune says that its are stopped, the others nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Status.html
 */
export function toStreamShape({ engine, activityStream, resourceId }: Streaming, now: number): Shape {
  if (engine === 'neptune') return { ActivityStreamStatus: 'stopped' };
  if (!engine.startsWith('aurora-')) return {};
  const { status, stream } = activityStream.statuses.visible(now);
  return {
    ActivityStreamStatus: knownStatus(status),
    ...(stream && {
      ActivityStreamMode: stream.mode,
      ActivityStreamKmsKeyId: stream.shownKey,
      ActivityStreamKinesisStreamName: kinesisName(resourceId),
    }),
  };
}

/** A status of the closed list that answers have. */
export function knownStatus(text: string): StreamStatus | undefined {
  return streamStatuses.find((known) => known === text);
}

/** The Kinesis stream that AWS makes for the stream of a cluster. */
export function kinesisName(resourceId: string): string {
  return `aws-rds-das-${resourceId}`;
}

import type { StopActivityStreamResponse } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Call, Operation } from '../../core/service.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import type { Keys } from '../../kms/keys.ts';
import { kindOfArn } from '../api/arn.ts';
import { instanceNotFound, invalidCombination, invalidParameter } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { kinesisName, knownStatus } from '../clusters/activity-stream.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { usableKey } from '../clusters/encryption.ts';
import { findCluster, isOwned } from '../clusters/identifiers.ts';
import type { Store } from '../clusters/store.ts';
import { type StreamSetup, toSetup } from '../clusters/stream-setup.ts';
import { guardEnd, guardStart, noStreamHere } from './stream-guards.ts';
import type { Streams } from './streams.ts';

interface Parts {
  readonly store: Store;
  readonly streams: Streams;
  readonly keys: Keys;
  readonly quirks: Quirks;
}

const stopInput = z.object({ ResourceArn: z.string(), ApplyImmediately: z.boolean().default(false) });
const startInput = stopInput.extend({ Mode: z.enum(['sync', 'async']), KmsKeyId: z.string().min(1) });

/**
 * Starts the activity stream of a cluster at once, or when its next maintenance window begins.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartActivityStream.html
 */
export function startActivityStream(parts: Parts): Operation {
  const { streams, keys, quirks } = parts;
  return (raw, call) => {
    const { ResourceArn, Mode, KmsKeyId, ApplyImmediately } = readInput(startInput, raw);
    const cluster = findTarget(parts, ResourceArn, call);
    guardStart(cluster, Mode, quirks);
    const setup = toSetup(Mode, customerKey(KmsKeyId, call, keys), quirks);
    streams.start(cluster, setup, ApplyImmediately ? 'now' : 'window');
    return { ...toAnswer(cluster, setup), Mode, ApplyImmediately };
  };
}

/**
 * Stops the activity stream of a cluster at once, or when its next maintenance window begins.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopActivityStream.html
 */
export function stopActivityStream(parts: Parts): Operation {
  return (raw, call) => {
    const { ResourceArn, ApplyImmediately } = readInput(stopInput, raw);
    const cluster = findTarget(parts, ResourceArn, call);
    guardEnd(cluster);
    const { stream } = cluster.activityStream.statuses.current();
    parts.streams.stop(cluster, ApplyImmediately ? 'now' : 'window');
    return { ...(stream && toAnswer(cluster, stream)) };
  };
}

/** Instances have streams too, but those of a cluster do not. */
function findTarget({ store, quirks }: Parts, arn: string, call: Call): Cluster {
  if (!arn.startsWith('arn:')) {
    throw invalidParameter(`The parameter ResourceArn is not a valid ARN: ${arn}`);
  }
  if (kindOfArn(arn) !== 'db') return findCluster(store, arn, call, 'ResourceArn');
  const instance = store.findInstance(arn.toLowerCase());
  if (instance === undefined || !isOwned(instance.cluster, call)) throw instanceNotFound(arn);
  throw noStreamHere('it is an instance of a DB cluster', quirks);
}

/** AWS-managed keys are not for streams. */
function customerKey(keyId: string, call: Call, keys: Keys): string {
  const alias = keys.find(keyId, call)?.alias ?? keyId.replace(/^arn:.*:alias\//, 'alias/');
  if (!alias.startsWith('alias/aws/')) return usableKey(keyId, call, keys);
  throw invalidCombination(`An activity stream cannot be encrypted with the AWS-managed key ${keyId}.`);
}

function toAnswer({ resourceId, activityStream }: Cluster, setup: StreamSetup): StopActivityStreamResponse {
  return {
    KmsKeyId: setup.keyArn,
    KinesisStreamName: kinesisName(resourceId),
    Status: knownStatus(activityStream.statuses.current().status),
  };
}

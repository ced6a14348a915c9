import type { Complaint } from './complaint.ts';
import { streamOf } from './resolve.ts';
import type { FleetFileCluster } from './schema.ts';

/** An activity stream on a kind of cluster that has none, or in a mode that its engine has not. */
export function checkStream(cluster: FleetFileCluster): Complaint[] {
  const key = 'activityStream';
  const { engine, mode } = cluster;
  const stream = streamOf(cluster);
  if (stream.status === 'stopped') return [];
  if (!engine.startsWith('aurora-') || mode === 'serverless') {
    return [{ key, message: 'is not for this kind of cluster', remedy: 'take it out' }];
  }
  if (engine === 'aurora-postgresql' || stream.mode === 'async') return [];
  return [{ key, message: `has a mode that ${engine} has not`, remedy: 'write async' }];
}

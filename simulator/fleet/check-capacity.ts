import { autoPauseRange, capacityRange } from './capacity-ranges.ts';
import type { Complaint } from './complaint.ts';
import { engines } from './engines.ts';
import type { FleetFileCluster } from './schema.ts';

/** Serverless capacity that AWS would not let the cluster have. */
export function checkCapacity(cluster: FleetFileCluster): Complaint[] {
  const { engine, serverless, version = engines[engine].version } = cluster;
  if (serverless === undefined) return [];
  const { min, max, autoPauseAfter, platform } = serverless;
  const range = capacityRange(engine, version, platform);
  if (range === undefined || cluster.mode === 'serverless') {
    return [{ key: 'serverless', message: 'is not for this kind of cluster', remedy: 'take it out' }];
  }
  const complaints: Complaint[] = [];
  const complain = (message: string, remedy: string) =>
    complaints.push({ key: 'serverless', message, remedy });
  if (min < range.min) {
    const message = `has a min below ${range.min}, the least of ${engine} ${version}`;
    complain(message, `write a min of ${range.min} or more`);
  }
  if (max > range.max) {
    const message = `has a max above ${range.max}, the most of ${engine} ${version} on platform ${platform}`;
    complain(message, `write a max of ${range.max} or less`);
  }
  if (autoPauseAfter < autoPauseRange.min || autoPauseAfter > autoPauseRange.max) {
    complain('has an autoPauseAfter that AWS does not take', 'write one from 5m to 1d');
  }
  return complaints;
}

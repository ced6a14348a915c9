import type { Capacity } from '../fleet/fleet.ts';
import { type RecordedValue, type Recording, recordedValue } from '../fleet/recording.ts';
import { withinLimits } from '../rds/clusters/capacities.ts';
import { serverlessMetrics } from './metrics.ts';
import type { Target } from './target.ts';

/**
 * The recorded value of a metric at a time (ms). It is that of the cluster, sent by its writer; capacity is that of each
 * instance, within the limits that the simulated cluster has at that time.
 */
export function recordedSample(
  target: Target,
  recording: Recording,
  name: string,
  at: number,
): RecordedValue {
  if (!serverlessMetrics.has(name)) {
    const isSent = target.writers.serverless + target.writers.provisioned > 0;
    return isSent ? recordedValue(recording, recording.metrics.get(name), at) : 'unsent';
  }
  const limits = target.cluster.capacities?.at(at);
  const units = recordedUnits(target, recording, at);
  if (limits === undefined) return 'unsent';
  return typeof units === 'number' ? inUnitsOf(name, withinLimits(limits, units), limits) : units;
}

function inUnitsOf(name: string, units: number, { max }: Capacity): number {
  return name === 'ServerlessDatabaseCapacity' ? units : (100 * units) / max;
}

function recordedUnits({ instance }: Target, recording: Recording, at: number): RecordedValue {
  const { metrics, capacity } = recording;
  const known = instance === undefined ? metrics.get('ServerlessDatabaseCapacity') : capacity.get(instance);
  if (instance !== undefined || known !== undefined) return recordedValue(recording, known, at);
  const all = Array.from(capacity.values(), (runs) => recordedValue(recording, runs, at));
  if (all.includes('unknown')) return 'unknown';
  const sent = all.filter((value) => typeof value === 'number');
  return sent.length === 0 ? 'unsent' : sent.reduce((sum, value) => sum + value, 0) / sent.length;
}

import { z } from 'zod';
import { restoreQuirks } from './restore-quirks.ts';

/**
 * Behaviour that AWS does not document, as named switches: the simulator has to choose, and says how. Each default
 * is the behaviour most likely by public reports.
 */
export const quirksSchema = z.strictObject({
  guardCode: z
    .enum(['InvalidDBClusterStateFault', 'InvalidParameterCombination'])
    .default('InvalidDBClusterStateFault')
    .meta({ description: 'Error code when a cluster of this kind cannot be stopped at all.' }),
  stopWithoutInstances: z
    .enum(['refused', 'allowed'])
    .default('refused')
    .meta({ description: 'StopDBCluster on a cluster that has no instances.' }),
  instanceStoppedEvents: z
    .boolean()
    .default(false)
    .meta({ description: 'RDS-EVENT-0087 for each instance when its cluster stops.' }),
  copyEvents: z
    .boolean()
    .default(false)
    .meta({ description: 'RDS-EVENT-0074 and 0075 in the Region that a snapshot is copied to.' }),
  streamCode: z
    .enum(['InvalidParameterCombination', 'InvalidDBClusterStateFault'])
    .default('InvalidParameterCombination')
    .meta({ description: 'Error code when a cluster of this kind cannot have an activity stream.' }),
  streamKeyId: z
    .enum(['id', 'arn'])
    .default('id')
    .meta({ description: 'How the key of an activity stream is told.' }),
  deferredStreamStatus: z
    .enum(['unchanged', 'changing'])
    .default('unchanged')
    .meta({ description: 'Status of a stream whose start or stop waits for the maintenance window.' }),
  streamOfStopped: z
    .enum(['kept', 'ended'])
    .default('kept')
    .meta({ description: 'What StopDBCluster does to an activity stream that has started.' }),
  stopDuringStreamChange: z
    .enum(['refused', 'allowed'])
    .default('refused')
    .meta({ description: 'StopDBCluster while an activity stream starts or stops.' }),
  copyCreateTime: z
    .enum(['source', 'copy'])
    .default('source')
    .meta({ description: 'SnapshotCreateTime of a copy: that of its source, or when it was copied.' }),
  copyResourceId: z
    .enum(['absent', 'source'])
    .default('absent')
    .meta({ description: 'DbClusterResourceId of a copy.' }),
  ...restoreQuirks,
});

export type Quirks = z.infer<typeof quirksSchema>;

import { z } from 'zod';

/** Behaviour of restores, of what comes after them and of deletions that AWS does not document, or documents twice. */
export const restoreQuirks = {
  restoredTags: z
    .enum(['none', 'snapshot'])
    .default('none')
    .meta({ description: 'Tags of a restored cluster besides those that the call gives.' }),
  restoredVersion: z
    .enum(['snapshot', 'default'])
    .default('snapshot')
    .meta({ description: 'Version of a restored snapshot when the call names none.' }),
  restoredEncryption: z
    .enum(['source', 'aws'])
    .default('source')
    .meta({ description: 'Encryption of a cluster that is restored from an unencrypted snapshot.' }),
  restoreTimeCode: z
    .enum(['InvalidRestoreFault', 'InvalidParameterValue'])
    .default('InvalidRestoreFault')
    .meta({ description: 'Error code when a cluster cannot be restored to a time.' }),
  createdEvent: z
    .enum(['available', 'creating'])
    .default('available')
    .meta({ description: 'Status of a restored cluster when RDS-EVENT-0170 is sent.' }),
  deleteWhileCreating: z
    .enum(['allowed', 'refused'])
    .default('allowed')
    .meta({ description: 'DeleteDBCluster and DeleteDBInstance while the resource is creating.' }),
  deleteAnswer: z
    .enum(['deleting', 'before'])
    .default('deleting')
    .meta({ description: 'Status in the answer of DeleteDBCluster: deleting, or that before.' }),
  lastNeptuneInstance: z
    .enum(['deletable', 'refused'])
    .default('deletable')
    .meta({ description: 'DeleteDBInstance on the only instance of a Neptune cluster.' }),
  restoredDataApi: z
    .enum(['off', 'source'])
    .default('off')
    .meta({ description: 'HttpEndpointEnabled of a restored cluster: off, or as its source has it.' }),
  dataApiErrors: z
    .enum(['specific', 'BadRequestException'])
    .default('specific')
    .meta({ description: 'Errors of the Data API: those of its model, or the one that they replace.' }),
};

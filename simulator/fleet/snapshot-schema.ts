import { z } from 'zod';
import * as values from './values.ts';

/** A snapshot of a cluster as a fleet file writes it. */
export const snapshotSchema = z.strictObject({
  id: values.snapshotId,
  count: z
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .meta({ description: 'So many, each `every` older than the one before; the id has {n} or a time.' }),
  every: values.duration.prefault('1d').meta({ description: 'Time between two of them.' }),
  type: z.enum(['manual', 'automated', 'awsbackup', 'shared', 'public']).default('manual'),
  since: values.since
    .prefault('1d')
    .meta({ description: 'When it was created: an instant or how long ago.' }),
  region: values.region.optional().meta({ description: 'Where it is; default: where the cluster is.' }),
  size: values.size.optional().meta({ description: 'GiB; default: that of the cluster.' }),
  status: z.enum(['available', 'creating', 'copying', 'failed']).default('available'),
  encrypted: values.encryption.optional().meta({ description: 'Default: as the cluster.' }),
  copyOf: z
    .string()
    .optional()
    .meta({ description: 'ARN of its source, or its id in the Region of the cluster.' }),
  hashOf: z
    .string()
    .optional()
    .meta({ description: 'Text of which {hash} in id and copyOf has the first 8 digits of the SHA-256.' }),
  tags: z.record(z.string(), z.string()).default({}),
});

export type FleetFileSnapshot = z.infer<typeof snapshotSchema>;
/** As it is written: settings with a default may be left out. */
export type SnapshotInput = z.input<typeof snapshotSchema>;

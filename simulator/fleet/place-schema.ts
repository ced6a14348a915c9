import { z } from 'zod';
import * as values from './values.ts';

const name = z.string().min(1);

/** The VPC that every account has in a Region; it has an internet gateway. */
export const defaultVpc = 'default';
/** The VPC of every subnet group but `default`, unless the file names another. */
export const privateVpc = 'private';

/** The resources and offers of an account in a Region, as far as they differ from the usual. */
export const placeSchema = z.strictObject({
  account: values.accountId.optional().meta({ description: 'Default: the first account.' }),
  region: values.region,
  subnetGroups: z
    .array(
      z.strictObject({
        name,
        zones: z.int().min(1).max(3).default(3).meta({ description: 'Availability Zones of its subnets.' }),
        vpc: name.default(privateVpc).meta({ description: 'Name of its VPC; `default` is the default VPC.' }),
        internetGateway: z
          .boolean()
          .default(false)
          .meta({ description: 'Whether its VPC has an internet gateway, as the default VPC has.' }),
      }),
    )
    .default([])
    .meta({ description: 'Besides `default`.' }),
  parameterGroups: z
    .array(
      z.strictObject({
        name,
        family: name.meta({ description: 'Such as aurora-postgresql16.' }),
        of: z.enum(['cluster', 'instance']).default('cluster'),
      }),
    )
    .default([])
    .meta({ description: 'Besides the default ones.' }),
  withdrawn: z
    .array(name)
    .default([])
    .meta({ description: 'Versions that AWS does not offer: `aurora-postgresql 13.12`.' }),
  zones: z
    .record(values.instanceClass, z.int().min(0).max(3))
    .default({})
    .meta({ description: 'How many Availability Zones offer an instance class; default: 3.' }),
  clusters: z.int().min(0).default(40).meta({ description: 'The quota of DB clusters.' }),
  instances: z.int().min(0).default(40).meta({ description: 'The quota of DB instances.' }),
});

export type FleetFilePlace = z.infer<typeof placeSchema>;

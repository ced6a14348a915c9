import { z } from 'zod';
import * as values from './values.ts';

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html */
export const keyState = z.enum([
  'Creating',
  'Enabled',
  'Disabled',
  'PendingDeletion',
  'PendingImport',
  'PendingReplicaDeletion',
  'Unavailable',
  'Updating',
]);

export const keyPolicy = z.enum(['allowed', 'denied']);

/** A KMS key as a fleet file writes it. */
export const keySchema = z.strictObject({
  alias: values.keyAlias,
  id: values.keyId.optional().meta({ description: 'Key id; default: one derived from place and alias.' }),
  account: values.accountId.optional().meta({ description: 'Default: the first account.' }),
  regions: z
    .array(values.region)
    .min(1)
    .optional()
    .meta({ description: 'One key in each; default: the region of the fleet.' }),
  state: keyState.default('Enabled'),
  spec: z
    .enum(['SYMMETRIC_DEFAULT', 'RSA_2048', 'RSA_4096', 'ECC_NIST_P256', 'HMAC_256'])
    .default('SYMMETRIC_DEFAULT'),
  usage: z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC']).default('ENCRYPT_DECRYPT'),
  policy: keyPolicy.default('allowed').meta({ description: 'denied: its key policy lets nobody use it.' }),
});

export type FleetFileKey = z.infer<typeof keySchema>;

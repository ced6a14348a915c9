import { z } from 'zod';
import * as values from './values.ts';

/** A Lambda function as a fleet file writes it: its answer is always the same. */
export const functionSchema = z
  .strictObject({
    name: z.string().regex(/^[\w-]{1,64}$/),
    account: values.accountId.optional().meta({ description: 'Default: the first account.' }),
    region: values.region.optional().meta({ description: 'Default: the region of the fleet.' }),
    answer: z.unknown().optional().meta({ description: 'Of any shape.' }),
    error: z.string().optional().meta({ description: 'The message of an error that it throws instead.' }),
    invokers: z
      .array(values.accountId)
      .default([])
      .meta({ description: 'Accounts besides its own that may invoke it.' }),
  })
  .meta({ description: 'A Lambda function that answers Invoke.' });

export type FleetFileFunction = z.infer<typeof functionSchema>;

import { z } from 'zod';

const name = z.string().regex(/^\w+$/);

/** A table of a cluster as a fleet file writes it. */
export const tableSchema = z.strictObject({
  name,
  database: name.default('main'),
  rows: z.int().min(0).default(1_000).meta({ description: 'At the start of the simulation.' }),
  perHour: z
    .number()
    .min(0)
    .default(60)
    .meta({ description: 'Rows that clients add an hour while there are any.' }),
});

/** A table of which there is nothing but the number of its rows and the time of the newest. */
export type FleetTable = z.infer<typeof tableSchema>;

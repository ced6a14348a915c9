import { z } from 'zod';
import { formatProblems } from '../shared/document/problem.ts';
import { type ReadResult, readDocument } from '../shared/document/read-document.ts';
import { jsonSchema } from '../shared/document/schema-node.ts';
import { type Prices, PricesError } from './prices.ts';

/** The version of the format of a price file; one of another version cannot be read. */
export const pricesVersion = 1;

const usd = z
  .number()
  .min(0)
  .meta({ title: 'a price in US dollars', examples: [0.29] });

const rates = z.strictObject({
  instances: z
    .record(z.string(), usd)
    .default({})
    .meta({ description: 'An hour of one instance, by DBInstanceClass.' }),
  unit: usd.optional().meta({ description: 'An hour of one ACU, NCU or DCU.' }),
  storage: usd.optional().meta({ description: 'A GiB of the cluster volume for a month.' }),
});

const yearly = z.strictObject({
  years1and2: usd
    .optional()
    .meta({ description: 'In the first two years after the end of standard support.' }),
  year3: usd.optional().meta({ description: 'In the third year.' }),
});

const engine = z.strictObject({
  standard: rates.optional(),
  ioOptimized: rates.optional().meta({ description: 'Clusters that do not pay for I/O.' }),
  backup: usd.optional().meta({ description: 'A GiB of backups and snapshots for a month.' }),
  extendedSupport: z
    .strictObject({
      vcpu: yearly.optional().meta({ description: 'An hour of a vCPU.' }),
      unit: yearly.optional().meta({ description: 'An hour of an ACU of Serverless v2.' }),
    })
    .optional()
    .meta({ description: 'Extended Support, which is billed besides.' }),
});

const region = z.strictObject({
  engines: z
    .partialRecord(
      z.enum(['aurora-postgresql', 'aurora-mysql', 'neptune', 'docdb', 'postgres', 'mysql']),
      engine,
    )
    .default({}),
  transfer: z
    .record(z.string(), usd)
    .default({})
    .meta({ description: 'A GiB that is sent to another Region, by that Region.' }),
});

const pricesSchema = z.strictObject({
  version: z
    .int()
    .refine((version) => version === pricesVersion, {
      error: `is another version of price files than ${pricesVersion}`,
      params: { remedy: 'read it with the Dormouse that wrote it, or get the prices again' },
    })
    .default(pricesVersion),
  currency: z.literal('USD').default('USD'),
  asOf: z.string().optional().meta({ description: 'When they were in force.' }),
  source: z.string().optional().meta({ description: 'Where they come from.' }),
  regions: z.record(z.string().regex(/^[a-z]{2,}(-[a-z]+)+-\d$/), region).meta({ description: 'By Region.' }),
});

/** Reads a price file, YAML or JSON, or says everything that is wrong with it. Never throws. */
export function readPrices(text: string): ReadResult<Prices> {
  return readDocument<Prices>(text, pricesSchema);
}

/**
 * The prices in a text; `file` is its name in messages.
 *
 * @throws PricesError
 */
export function loadPrices(text: string, file = 'prices'): Prices {
  const result = readPrices(text);
  if (!result.ok) throw new PricesError(formatProblems(result.problems, file));
  const { asOf, source, regions } = result.value;
  return { asOf, source, regions };
}

/** The JSON Schema of a price file, for editors. */
export function pricesJsonSchema(): object {
  return jsonSchema(pricesSchema);
}

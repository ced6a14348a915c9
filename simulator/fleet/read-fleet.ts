import { z } from 'zod';
import { type ReadResult, readDocument } from '../../shared/document/read-document.ts';
import { jsonSchema } from '../../shared/document/schema-node.ts';
import { checkFleet } from './check.ts';
import type { Fleet, FleetCluster } from './fleet.ts';
import { resolveFleet } from './resolve.ts';
import { clusterSchema, type FleetFile, fleetFileSchema } from './schema.ts';

const fleetSchema: z.ZodType<Fleet> = fleetFileSchema
  .superRefine((file, context) => {
    for (const { path, value, message, remedy } of checkFleet(file)) {
      context.addIssue({ code: 'custom', path: [...path], message, input: value, params: { remedy } });
    }
  })
  .transform(toFleet);

function toFleet(file: FleetFile): Fleet {
  return { ...resolveFleet(file), readCluster: (written, others) => readCluster(file, written, others) };
}

function readCluster(file: FleetFile, written: unknown, others: readonly string[]): FleetCluster {
  const result = clusterSchema.safeParse(written);
  if (!result.success) throw new Error(z.prettifyError(result.error));
  const alone = { ...file, clusters: [{ ...result.data, created: result.data.created ?? { ago: 0 } }] };
  const [wrong] = checkFleet(alone, others);
  if (wrong !== undefined)
    throw new Error(`${wrong.path.slice(2).join('.')} ${wrong.message}; ${wrong.remedy}`);
  const [cluster] = resolveFleet(alone).clusters;
  if (cluster === undefined) throw new Error('a cluster is needed');
  return cluster;
}

/** A thousand recorded clusters take less than a fifth of it. */
const maxCharacters = 100_000_000;

/** Reads a fleet file, or says everything that is wrong with it. Never throws. */
export function readFleet(text: string): ReadResult<Fleet> {
  return readDocument(text, fleetSchema, maxCharacters);
}

/** The JSON Schema of a fleet file, for editors. */
export function fleetJsonSchema(): object {
  return jsonSchema(fleetFileSchema);
}

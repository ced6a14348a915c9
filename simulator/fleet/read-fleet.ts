import type { z } from 'zod';
import { type ReadResult, readDocument } from '../../shared/document/read-document.ts';
import { jsonSchema } from '../../shared/document/schema-node.ts';
import { checkFleet } from './check.ts';
import type { Fleet } from './fleet.ts';
import { resolveFleet } from './resolve.ts';
import { fleetFileSchema } from './schema.ts';

const fleetSchema: z.ZodType<Fleet> = fleetFileSchema
  .superRefine((file, context) => {
    for (const { path, value, message, remedy } of checkFleet(file)) {
      context.addIssue({ code: 'custom', path: [...path], message, input: value, params: { remedy } });
    }
  })
  .transform(resolveFleet);

/** Reads a fleet file, or says everything that is wrong with it. Never throws. */
export function readFleet(text: string): ReadResult<Fleet> {
  return readDocument(text, fleetSchema);
}

/** The JSON Schema of a fleet file, for editors. */
export function fleetJsonSchema(): object {
  return jsonSchema(fleetFileSchema);
}

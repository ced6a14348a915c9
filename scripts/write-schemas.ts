import { writeFile } from 'node:fs/promises';
import { pricesJsonSchema } from '../prices/read-prices.ts';
import { jsonSchema } from '../shared/document/schema-node.ts';
import { testFileSchema } from '../shared/policy/testing/schema.ts';
import { eventsJsonSchema } from '../shared/runtime/report/event-schema.ts';
import { fleetJsonSchema } from '../simulator/fleet/read-fleet.ts';
import { policyJsonSchema } from './policy-schema.ts';

/** The JSON Schemas in `schemas/`, by file name. */
export const schemas: Readonly<Record<string, object>> = {
  'policy.schema.json': policyJsonSchema(),
  'policy-test.schema.json': jsonSchema(testFileSchema),
  'events.schema.json': eventsJsonSchema(),
  'fleet.schema.json': fleetJsonSchema(),
  'prices.schema.json': pricesJsonSchema(),
};

/** A JSON Schema as its file holds it. */
export function schemaText(schema: object): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

if (import.meta.main) {
  for (const [file, schema] of Object.entries(schemas)) {
    await writeFile(new URL(`../schemas/${file}`, import.meta.url), schemaText(schema));
  }
}

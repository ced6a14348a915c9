/** The operations of RDS as the SDK describes them, for a comparison with the simulator. */
import { readFileSync } from 'node:fs';
import * as rds from '@aws-sdk/client-rds';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticOperationSchema } from '@smithy/types';

const sdkFolder = new URL('../', import.meta.resolve('@aws-sdk/client-rds'));

/** The names of the errors that the SDK documents for an operation; its schemas do not have them. */
export function documentedErrors(operation: string): string[] {
  const types = new URL(`dist-types/commands/${operation}Command.d.ts`, sdkFolder);
  const thrown = readFileSync(types, 'utf8').matchAll(/@throws \{@link (\w+)\} \(client/g);
  return Array.from(thrown, ([, name = '']) => name);
}

/** The members that the answer of an operation can have. */
export function answerMembers(operation: string): string[] {
  return Array.from(outputOf(operation).structIterator(), ([name]) => name);
}

/**
 * The members of an answer that the schema of its operation does not know, or knows to be of another type, at any
 * depth.
 */
export function againstSchema(operation: string, answer: unknown): string[] {
  return differences(outputOf(operation), answer, operation);
}

function outputOf(operation: string): NormalizedSchema {
  const schema = Object.values<unknown>(rds)
    .filter(isOperation)
    .find(([, , name]) => name === operation);
  if (schema === undefined) throw new Error(`the SDK knows no ${operation}`);
  return NormalizedSchema.of(schema[5]);
}

function isOperation(schema: unknown): schema is StaticOperationSchema {
  return Array.isArray(schema) && schema[0] === 9;
}

function differences(schema: NormalizedSchema, value: unknown, path: string): string[] {
  if (value === undefined) return [];
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return [`${path} is no list`];
    return value.flatMap((item, index) => differences(schema.getValueSchema(), item, `${path}[${index}]`));
  }
  if (schema.isStructSchema()) {
    if (typeof value !== 'object' || value === null) return [`${path} is no structure`];
    const members = new Map(schema.structIterator());
    return Object.entries(value).flatMap(([name, inner]) => {
      const member = members.get(name);
      return member === undefined
        ? [`${path}.${name} is unknown`]
        : differences(member, inner, `${path}.${name}`);
    });
  }
  return isOfType(schema, value) ? [] : [`${path} is ${typeof value}`];
}

function isOfType(schema: NormalizedSchema, value: unknown): boolean {
  if (schema.isTimestampSchema()) return value instanceof Date;
  if (schema.isBooleanSchema()) return typeof value === 'boolean';
  if (schema.isNumericSchema()) return typeof value === 'number';
  return schema.isStringSchema() && typeof value === 'string';
}

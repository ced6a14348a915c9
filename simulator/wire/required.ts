import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from '../core/service.ts';

/**
 * Throws when a member that the schema requires is missing, also inside lists and structures.
 *
 * @throws ServiceError `InvalidParameterValue` from RDS, `MissingParameter` from SQS, `ValidationError` or
 * `ValidationException` from the others.
 */
export function checkRequired(
  service: string,
  schema: NormalizedSchema,
  input: Record<string, unknown>,
): void {
  const missing = firstMissing(schema, input);
  if (missing === undefined) return;
  if (service === 'rds') {
    const message = `The parameter ${missing} must be provided and must not be blank.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (service === 'sqs') {
    throw new ServiceError('MissingParameter', `The request must contain the parameter ${missing}.`);
  }
  const code = service === 'sts' ? 'ValidationError' : 'ValidationException';
  const detail = `Value null at '${missing}' failed to satisfy constraint: Member must not be null`;
  throw new ServiceError(code, `1 validation error detected: ${detail}`);
}

function firstMissing(schema: NormalizedSchema, value: unknown): string | undefined {
  if (schema.isListSchema() && Array.isArray(value)) {
    const item = schema.getValueSchema();
    return value.map((entry) => firstMissing(item, entry)).find((name) => name !== undefined);
  }
  if (!schema.isStructSchema() || typeof value !== 'object' || value === null) return undefined;
  const members = new Map(Object.entries(value));
  const required = requiredCount(schema);
  let position = 0;
  for (const [name, member] of schema.structIterator()) {
    const given = members.get(name);
    if (position++ < required && (given === undefined || given === null || given === '')) return name;
    const inside = firstMissing(member, given);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** The SDK lists required members first and keeps their number at the end of a structure's schema. */
function requiredCount(schema: NormalizedSchema): number {
  const raw = schema.getSchema();
  const count = Array.isArray(raw) ? raw[6] : undefined;
  return typeof count === 'number' ? count : 0;
}

import { z } from 'zod';
import { invalidParameter } from './errors.ts';

const filter = z.object({ Name: z.string(), Values: z.array(z.string()) });

/** The input that every Describe call takes. */
export const describeInput = z.object({
  Filters: z.array(filter).default([]),
  MaxRecords: z.int().default(100),
  Marker: z.string().optional(),
});

export type Filter = z.infer<typeof filter>;
export type PageInput = Pick<z.infer<typeof describeInput>, 'MaxRecords' | 'Marker'>;

/**
 * The input of an operation, typed.
 *
 * @throws ServiceError `InvalidParameterValue` that names the parameter.
 */
export function readInput<T>(schema: z.ZodType<T>, input: Record<string, unknown>): T {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalidParameter(`The parameter ${issue?.path.join('.')} is not valid: ${issue?.message}.`);
}

import { z } from 'zod';

const oneOrMany = z
  .union([z.string(), z.array(z.string()).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value));

const statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany,
  Resource: oneOrMany,
  Condition: z.record(z.string(), z.record(z.string(), oneOrMany)).default({}),
});

const document = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statement) });

export type Statement = z.infer<typeof statement>;

/** The statements of a policy document. An element the evaluation does not know (NotAction, Principal, …) throws. */
export function parseStatements(policy: unknown): Statement[] {
  return document.parse(policy).Statement;
}

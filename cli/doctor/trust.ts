import * as z from 'zod';

/** A role that assumes another, as `sts:AssumeRole` sees it. */
export interface Assuming {
  /** ARN of the role that assumes. */
  readonly principal: string;
  readonly externalId?: string;
}

/** Why a trust policy does not let somebody in, and the values that it asks for. */
export interface Distrust {
  readonly by: 'account' | 'external id' | 'name' | 'condition';
  readonly wanted: readonly string[];
}

const many = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const conditions = z.record(z.string(), z.record(z.string(), many));
const principal = z
  .union([z.literal('*'), z.record(z.string(), many)])
  .transform((value) => (value === '*' ? ['*'] : (value.AWS ?? [])));
const statement = z.looseObject({
  Effect: z.string(),
  Action: many,
  Principal: principal.default([]),
  Condition: conditions.default({}),
});
const document = z.looseObject({
  Statement: z.union([statement.transform((one) => [one]), z.array(statement)]),
});

/**
 * Why a trust policy does not let the role of a function in; undefined: it does, as far as the conditions that spoke.yml
 * writes go. The organization of the caller is not judged, because only AWS knows it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function distrust(trust: unknown, assuming: Assuming): Distrust | undefined {
  const statements = document
    .parse(trust)
    .Statement.filter(
      ({ Effect, Action }) => Effect === 'Allow' && Action.some((action) => fits(action, 'sts:AssumeRole')),
    );
  const reasons = statements.map((one) => refusal(one, assuming));
  if (reasons.includes(undefined)) return undefined;
  return reasons[0] ?? { by: 'account', wanted: [] };
}

function refusal(
  { Principal, Condition }: z.output<typeof statement>,
  { principal: own, externalId }: Assuming,
): Distrust | undefined {
  const account = own.split(':')[4] ?? '';
  const root = own.replace(/:role\/.*$/, ':root');
  if (!Principal.some((one) => [own, root, account, '*'].includes(one)))
    return { by: 'account', wanted: Principal };
  for (const [operator, keys] of Object.entries(Condition)) {
    for (const [key, wanted] of Object.entries(keys)) {
      const name = key.toLowerCase();
      if (name === 'aws:principalorgid' || name === 'aws:principalorgpaths') continue;
      if (name === 'sts:externalid' && /^String(Equals|Like)/.test(operator)) {
        if (!wanted.some((one) => fits(one, externalId ?? ''))) return { by: 'external id', wanted };
      } else if (name === 'aws:principalarn' && /^(Arn|String)(Like|Equals)/.test(operator)) {
        if (!wanted.some((one) => fits(one, own))) return { by: 'name', wanted };
      } else return { by: 'condition', wanted: [`${operator} ${key}`] };
    }
  }
  return undefined;
}

/** By the wildcards `*` and `?`. */
function fits(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(text);
}

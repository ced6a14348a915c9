import { fits, fitsArn } from './pattern.ts';
import type { Statement } from './statement.ts';

/** Condition keys of a request, lower case, for IAM compares their names without case. Absent: no such key. */
export type Context = Readonly<Record<string, readonly string[]>>;

type Test = (wanted: string, found: string) => boolean;

const tests: Readonly<Record<string, Test>> = {
  Bool: (wanted, found) => wanted.toLowerCase() === found.toLowerCase(),
  StringEquals: (wanted, found) => wanted === found,
  StringLike: fits,
  ArnEquals: fitsArn,
  ArnLike: fitsArn,
};

/**
 * Whether every condition of a statement holds. An operator the evaluation does not know throws: it must not pass.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds(conditions: Statement['Condition'], context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const found = context[key.toLowerCase()];
      return operator === 'Null'
        ? isAbsent(wanted) === (found === undefined)
        : compare(operator, wanted, found);
    }),
  );
}

/** `true` asks for a request without the key, `false` for one that has it. */
function isAbsent(wanted: readonly string[]): boolean {
  const [value, ...others] = wanted;
  if (!/^(true|false)$/.test(value ?? '') || others.length > 0)
    throw new Error(`Null wants true or false: ${wanted.join()}`);
  return value === 'true';
}

function compare(operator: string, wanted: readonly string[], found: readonly string[] | undefined): boolean {
  const [, quantifier, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const positive = name.replace(/^(String|Arn)Not/, '$1');
  const negated = positive !== name;
  const test = Object.hasOwn(tests, positive) ? tests[positive] : undefined;
  if (test === undefined || (negated && quantifier !== undefined))
    throw new Error(`the condition operator ${operator} is not understood`);
  const matches = (value: string): boolean => wanted.some((one) => test(one, value));
  if (quantifier === 'ForAllValues') return (found ?? []).every(matches);
  if (quantifier === 'ForAnyValue') return (found ?? []).some(matches);
  if (found !== undefined && found.length !== 1) {
    throw new Error(
      `${operator} wants one value, there are ${found.length}: use ForAllValues or ForAnyValue`,
    );
  }
  // A negated operator holds where there is no such key:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  if (found === undefined) return negated || ifExists !== undefined;
  return found.every(matches) !== negated;
}

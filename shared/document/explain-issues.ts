import type { z } from 'zod';
import { expected, writeExamples } from './examples.ts';
import type { Place } from './locate.ts';
import { nearest, suggest } from './nearest.ts';
import { formatPath, type Issue, type Path } from './problem.ts';
import { jsonSchema, knownKeys, type SchemaNode, schemaNode } from './schema-node.ts';
import { explainWrongValue } from './wrong-value.ts';

type ZodIssue = z.core.$ZodIssue;

interface Context {
  readonly root: SchemaNode;
  readonly find: (path: Path) => Place;
}

/**
 * Says in plain words what zod found, with remedies from the schema's own titles, examples and keys. A check that
 * knows better says so itself, by a custom issue with `message` and `params.remedy`.
 */
export function explainIssues(
  issues: readonly ZodIssue[],
  schema: z.ZodType,
  find: Context['find'],
): Issue[] {
  const context = { root: jsonSchema(schema), find };
  const findings = issues.flatMap((issue) => explain(issue, [], context));
  const cut = new Map(
    findings.filter(({ message }) => message === CUT).map((one) => [formatPath(one.path), one]),
  );
  // The rest of a text that a comma cuts off is wrong in many ways, of which one has to be said.
  return findings.filter((one) => (cut.get(formatPath(one.path)) ?? one) === one);
}

const CUT = 'ends at its comma';

function explain(issue: ZodIssue, parent: Path, context: Context): Issue[] {
  const path = [...parent, ...issue.path.filter((segment) => typeof segment !== 'symbol')];
  const node = schemaNode(context.root, path);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(key, path, node, context));
  }
  if (issue.code === 'invalid_key') {
    const names = schemaNode(context.root, path.slice(0, -1)).propertyNames ?? {};
    return [{ path, atKey: true, message: `is not ${expected(names)}`, remedy: writeExamples(names) }];
  }
  if (issue.code === 'invalid_union') {
    const [closest] = issue.errors
      .filter((branch) => !branch.some(isOtherType))
      .toSorted((a, b) => strangeKeys(a) - strangeKeys(b));
    return closest === undefined
      ? [{ path, ...explainWrongValue(issue.input, path, context.find(path), node) }]
      : closest.flatMap((inner) => explain(inner, path, context));
  }
  return [{ path, value: issue.input, ...explainValue(issue, path, node, context) }];
}

function unknownKey(key: string, path: Path, node: SchemaNode, { find }: Context): Issue {
  const { belongsTo } = find([...path, key]);
  if (belongsTo !== undefined && nearest(key, knownKeys(node)) === undefined) {
    const { key: before, text } = belongsTo;
    return {
      path: [...path, before],
      value: find([...path, before]).source,
      message: CUT,
      remedy: `put all of it in quotes: ${before}: "${text}"`,
    };
  }
  const remedy = suggest(key, knownKeys(node));
  return { path: [...path, key], atKey: true, message: 'is not a known key', remedy };
}

/** How many keys of a map a branch of a union does not know: the branch that knows most is the one that is meant. */
function strangeKeys(branch: readonly ZodIssue[]): number {
  const counts = branch.map((issue) => {
    if (issue.code === 'invalid_key') return issue.path.length === 1 ? 1 : 0;
    return issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys.length : 0;
  });
  return counts.reduce<number>((sum, count) => sum + count, 0);
}

/** The value is not even of the type that this branch of a union takes. */
function isOtherType(issue: ZodIssue): boolean {
  if (issue.path.length > 0) {
    return false;
  }
  return issue.code === 'invalid_union'
    ? issue.errors.every((branch) => branch.some(isOtherType))
    : issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function explainValue(issue: ZodIssue, path: Path, node: SchemaNode, context: Context): Omit<Issue, 'path'> {
  switch (issue.code) {
    case 'invalid_type':
      return { value: undefined, ...explainWrongValue(issue.input, path, context.find(path), node) };
    case 'invalid_value':
      return {
        value: undefined,
        ...explainWrongValue(issue.input, path, context.find(path), node, issue.values),
      };
    case 'too_small':
      return issue.origin === 'array'
        ? { message: 'has no entries', remedy: 'add one, or remove the key' }
        : { message: 'is too small', remedy: `write ${issue.minimum} or more` };
    case 'too_big':
      return { message: 'is too large', remedy: `write ${issue.maximum} or less` };
    case 'not_multiple_of':
      return { message: `is not a multiple of ${issue.divisor}`, remedy: writeExamples(node) };
    case 'custom':
      return { message: issue.message, remedy: String(issue.params?.remedy ?? writeExamples(node)) };
    default:
      return { message: `is not ${expected(node)}`, remedy: writeExamples(node) };
  }
}

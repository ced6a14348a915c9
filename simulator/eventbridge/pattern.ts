import { operatorTest, PatternError, type Scalar, type Test } from './operators.ts';

type Matcher = (value: unknown) => boolean;

/**
 * Reads an event pattern. Fields all have to match, of the conditions of a field one; a list in the event matches when
 * one of its values does. Numbers are compared as numbers, where EventBridge compares how they are written.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 * @throws PatternError when it is none, or has an operator that is not known here
 */
export function readPattern(pattern: unknown): (event: unknown) => boolean {
  if (!isObject(pattern)) throw new PatternError('Filter is not an object');
  return fields(pattern);
}

function fields(pattern: Readonly<Record<string, unknown>>): Matcher {
  if (Object.keys(pattern).length === 0) throw new PatternError('Empty objects are not allowed');
  const matchers = Object.entries(pattern).map(([name, wanted]): Matcher => {
    if (name === '$or') return either(wanted);
    const matches = field(name, wanted);
    return (value) => matches(isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined);
  });
  const matchesAll: Matcher = (value) => matchers.every((matches) => matches(value));
  // One object in a list of objects has to match as a whole.
  return (value) => (Array.isArray(value) && value.length > 0 ? value.some(matchesAll) : matchesAll(value));
}

function either(patterns: unknown): Matcher {
  if (!Array.isArray(patterns) || patterns.length < 2 || !patterns.every(isObject)) {
    throw new PatternError('"$or" must be an array of two or more objects');
  }
  const matchers = patterns.map(fields);
  return (value) => matchers.some((matches) => matches(value));
}

function field(name: string, wanted: unknown): Matcher {
  if (isObject(wanted)) return fields(wanted);
  if (!Array.isArray(wanted)) throw new PatternError(`"${name}" must be an object or an array`);
  if (wanted.length === 0) throw new PatternError(`Empty arrays are not allowed: "${name}"`);
  const conditions = wanted.map(condition);
  return (value) => {
    const scalars = scalarsIn(value);
    return conditions.some((matches) => matches(scalars));
  };
}

/** A condition on the values that a field holds: none, one, or those of a list. */
function condition(wanted: unknown): (values: readonly Scalar[]) => boolean {
  if (isObject(wanted) && 'exists' in wanted) {
    const { exists, ...more } = wanted;
    if (typeof exists !== 'boolean' || Object.keys(more).length > 0) {
      throw new PatternError('match type exists takes true or false');
    }
    return (values) => values.length > 0 === exists;
  }
  const test = valueTest(wanted);
  return (values) => values.some(test);
}

function valueTest(wanted: unknown): Test {
  if (isObject(wanted)) return operatorTest(wanted);
  if (!isScalar(wanted)) throw new PatternError('a list may hold values and match types only');
  return (value) => value === wanted;
}

/** The values at a leaf. An object has none: `exists`, too, is only about leaves. */
function scalarsIn(value: unknown): readonly Scalar[] {
  return [value].flat(Number.POSITIVE_INFINITY).filter(isScalar);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

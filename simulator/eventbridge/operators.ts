/** The tests that a pattern can put a value to. */

/** The value of an event's field, unless it is a list or an object. */
export type Scalar = string | number | boolean | null;
export type Test = (value: Scalar) => boolean;

/** A pattern that EventBridge, or the simulator, does not take. */
export class PatternError extends Error {
  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
    this.name = 'PatternError';
  }
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '=': (value, bound) => value === bound,
  '>=': (value, bound) => value >= bound,
  '>': (value, bound) => value > bound,
};

const operators: Readonly<Record<string, (operand: unknown) => Test>> = {
  prefix: (operand) => edge('prefix', operand, (value, part) => value.startsWith(part)),
  suffix: (operand) => edge('suffix', operand, (value, part) => value.endsWith(part)),
  'equals-ignore-case': (operand) => {
    const wanted = textOf('equals-ignore-case', operand).toLowerCase();
    return onText((value) => value.toLowerCase() === wanted);
  },
  wildcard(operand) {
    const shape = wildcard(textOf('wildcard', operand));
    return onText((value) => shape.test(value));
  },
  numeric,
  'anything-but': anythingBut,
};

/**
 * The test behind an operator such as `{ "prefix": "eu-" }`.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws PatternError for an operator that is not known here, so that nothing matches by mistake
 */
export function operatorTest(condition: object): Test {
  const [[name, operand] = ['', undefined], ...more] = Object.entries(condition);
  const make = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (make === undefined || more.length > 0) {
    throw new PatternError(`Unrecognized match type ${[name, ...more.map(([other]) => other)].join(', ')}`);
  }
  return make(operand);
}

function edge(name: string, operand: unknown, fits: (value: string, part: string) => boolean): Test {
  if (typeof operand !== 'object' || operand === null) {
    const part = textOf(name, operand);
    return onText((value) => fits(value, part));
  }
  const [inner, ...more] = Object.entries(operand);
  if (inner?.[0] !== 'equals-ignore-case' || more.length > 0) {
    throw new PatternError(`Unsupported anything in ${name}: only equals-ignore-case`);
  }
  const part = textOf(name, inner[1]).toLowerCase();
  return onText((value) => fits(value.toLowerCase(), part));
}

/** Values, or one operator with one or more operands, none of which may fit. */
function anythingBut(operand: unknown): Test {
  if (typeof operand === 'object' && operand !== null && !Array.isArray(operand)) {
    const [name = '', operands] = Object.entries(operand)[0] ?? [];
    if (['numeric', 'anything-but'].includes(name) || [operands].flat().length === 0) {
      throw new PatternError(`Unsupported anything-but pattern: ${name}`);
    }
    const tests = [operands].flat().map((one) => operatorTest({ ...operand, [name]: one }));
    return (value) => !tests.some((test) => test(value));
  }
  const values: unknown[] = [operand].flat();
  if (values.length === 0 || !values.every((value) => ['string', 'number'].includes(typeof value))) {
    throw new PatternError('anything-but takes strings or numbers');
  }
  return (value) => !values.includes(value);
}

function numeric(operand: unknown): Test {
  const parts: unknown[] = Array.isArray(operand) ? operand : [];
  const bounds = Array.from({ length: Math.ceil(parts.length / 2) }, (_, index) => {
    const [sign, bound] = parts.slice(2 * index);
    const compare = comparisons[String(sign)];
    if (compare === undefined || typeof bound !== 'number') {
      throw new PatternError('numeric takes comparisons with numbers, such as [">", 0, "<=", 5]');
    }
    return (value: number) => compare(value, bound);
  });
  if (bounds.length < 1 || bounds.length > 2) throw new PatternError('numeric takes one or two comparisons');
  return (value) => typeof value === 'number' && bounds.every((isWithin) => isWithin(value));
}

/** `*` is any characters; `\*` and `\\` are the characters themselves. */
function wildcard(text: string): RegExp {
  if (/(?<!\\)(\\\\)*\*\*/.test(text)) throw new PatternError('Consecutive wildcard characters');
  const parts = text.match(/\\[\s\S]|[\s\S]/g) ?? [];
  const source = parts.map((part) => (part === '*' ? '.*' : literal(part.replace(/^\\(?=.)/s, ''))));
  return new RegExp(`^${source.join('')}$`, 's');
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}

function onText(test: (value: string) => boolean): Test {
  return (value) => typeof value === 'string' && test(value);
}

function textOf(name: string, operand: unknown): string {
  if (typeof operand === 'string') return operand;
  throw new PatternError(`${name} takes a string`);
}

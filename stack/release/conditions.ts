/** The presence of a resource or output: always, never, or by a condition of the template. */
export type Presence = boolean | Expression;

interface Expression {
  readonly name: string;
  readonly condition: object;
}

/** A presence that another condition of the template decides. */
function named(name: string): Expression {
  return { name, condition: { Condition: name } };
}

/** The presence that is `then` where the condition holds, and `otherwise` elsewhere. */
export function eitherPresence(condition: string, then: Presence, otherwise: Presence): Presence {
  if (isSame(then, otherwise)) return then;
  const is = named(condition);
  return or(and(is, then), and(not(is), otherwise));
}

function isSame(a: Presence, b: Presence): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && a.name === b.name);
}

function not({ name, condition }: Expression): Expression {
  return { name: `Not${name}`, condition: { 'Fn::Not': [condition] } };
}

function and(a: Expression, b: Presence): Presence {
  if (typeof b === 'boolean') return b && a;
  return { name: `${a.name}And${b.name}`, condition: { 'Fn::And': [a.condition, b.condition] } };
}

function or(a: Presence, b: Presence): Presence {
  if (a === false) return b;
  if (b === false) return a;
  if (a === true || b === true) return true;
  return { name: `${a.name}Or${b.name}`, condition: { 'Fn::Or': [a.condition, b.condition] } };
}

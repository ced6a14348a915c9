import { lists, parameters } from './parameters.ts';

/** Names of parameters of the released template, in the places of settings that are known only when it is deployed. */
const TOKEN = /x-([A-Z][A-Za-z]*)-x/g;

/** In a replacement: the name, as `Fn::Sub` has it. */
const BY_NAME = `\${$1}`;

const FIRST_NUMBER = 9_000_000_000_000_000;
const names = Object.keys(parameters);

/** Text that becomes the parameter's value, alone or within other text. */
export function textOf(parameter: string): string {
  return `x-${parameter}-x`;
}

/** A number that becomes the parameter's value. Nothing may be computed with it. */
export function numberOf(parameter: string): number {
  const index = names.indexOf(parameter);
  if (index < 0) throw new Error(`there is no parameter ${parameter}`);
  return FIRST_NUMBER + index;
}

/** A list that becomes the parameter's value, of the type CommaDelimitedList. */
export function listOf(parameter: string): readonly string[] {
  return [textOf(parameter)];
}

/**
 * A value of the template with the parameters in the places of their tokens, by `Ref` and `Fn::Sub`.
 *
 * @throws Error for a token where CloudFormation takes no parameter.
 */
export function resolveTokens(value: unknown): unknown {
  if (typeof value === 'string') return resolveText(value);
  if (typeof value === 'number' && value >= FIRST_NUMBER) {
    const parameter = names[value - FIRST_NUMBER];
    if (parameter === undefined) throw new Error(`${value} was computed with the value of a parameter`);
    return { Ref: parameter };
  }
  if (Array.isArray(value)) {
    const [list] = value.length === 1 ? namesIn(value[0]) : [];
    return list !== undefined && lists.has(list) ? { Ref: list } : value.map(resolveTokens);
  }
  if (typeof value !== 'object' || value === null) return value;
  if ('Fn::Sub' in value) return { 'Fn::Sub': resolveSub(value['Fn::Sub']) };
  const named = Object.keys(value).find((key) => namesIn(key).length > 0);
  if (named !== undefined) throw new Error(`${named}: a key can have no parameter in it`);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveTokens(inner)]));
}

function resolveText(text: string): unknown {
  const [name] = namesIn(text);
  if (name === undefined) return text;
  if (namesIn(text).some((each) => lists.has(each))) throw new Error(`${text}: a list can't be part of text`);
  if (text === textOf(name)) return { Ref: name };
  return { 'Fn::Sub': text.replaceAll('${', '${!').replaceAll(TOKEN, BY_NAME) };
}

/** The text of `Fn::Sub`, alone or with variables of its own. */
function resolveSub(sub: unknown): unknown {
  if (typeof sub === 'string') return sub.replaceAll(TOKEN, BY_NAME);
  const [text, variables] = Array.isArray(sub) ? sub : [];
  return [String(text).replaceAll(TOKEN, BY_NAME), resolveTokens(variables)];
}

function namesIn(text: unknown): string[] {
  return typeof text === 'string' ? [...text.matchAll(TOKEN)].map(([, name = '']) => name) : [];
}

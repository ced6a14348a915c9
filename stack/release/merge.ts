import { isDeepStrictEqual } from 'node:util';

const NO_VALUE = { Ref: 'AWS::NoValue' };

/** One value that is `then` where the condition holds, and `otherwise` elsewhere: by `Fn::If` where the two differ. */
export function either(condition: string, then: unknown, otherwise: unknown): unknown {
  if (isDeepStrictEqual(then, otherwise)) return then;
  const choose = (a: unknown, b: unknown) => ({ 'Fn::If': [condition, a, b] });
  if (Array.isArray(then) && Array.isArray(otherwise)) {
    const rows = align(then, otherwise);
    if (rows === undefined) return choose(then, otherwise);
    return rows.map(([a, b]) => either(condition, a ?? NO_VALUE, b ?? NO_VALUE));
  }
  if (!isPlain(then) || !isPlain(otherwise)) return choose(then, otherwise);
  const keys = [...new Set([...Object.keys(then), ...Object.keys(otherwise)])];
  return Object.fromEntries(
    keys.map((key) => [key, either(condition, then[key] ?? NO_VALUE, otherwise[key] ?? NO_VALUE)]),
  );
}

/** An object, and no function of CloudFormation. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [only = '', ...more] = Object.keys(value);
  return more.length > 0 || !/^(Ref|Fn::\w+)$/.test(only);
}

type Row = readonly [unknown, unknown];

/**
 * Two lists side by side, in an order that keeps to both, with undefined where one has no such entry. Absent: the lists have
 * the same entries in another order.
 */
function align(a: readonly unknown[], b: readonly unknown[]): Row[] | undefined {
  const [namesA, namesB] = [a.map(nameOf), b.map(nameOf)];
  const common = namesA.filter((name) => namesB.includes(name));
  if (
    !isDeepStrictEqual(
      common,
      namesB.filter((name) => namesA.includes(name)),
    )
  )
    return undefined;
  if (common.length === 0 && a.length === b.length) return a.map((value, index) => [value, b[index]]);
  const rows: Row[] = [];
  let next = 0;
  for (const [index, name] of namesA.entries()) {
    const at = namesB.indexOf(name);
    for (; at >= 0 && next < at; next += 1) rows.push([undefined, b[next]]);
    rows.push([a[index], at < 0 ? undefined : b[at]]);
    if (at >= 0) next = at + 1;
  }
  return [...rows, ...b.slice(next).map((value): Row => [undefined, value])];
}

/** The name of an entry: policies, statements, targets and tags have one; text is its own. */
function nameOf(entry: unknown): string {
  if (!isPlain(entry)) return JSON.stringify(entry);
  const { Sid, PolicyName, Id, Name, Key } = entry;
  return JSON.stringify(Sid ?? PolicyName ?? Id ?? Name ?? Key ?? entry);
}

/** The mappings of a template, by the parameter that chooses: its value, then the name of a value that it decides. */
export type Mappings = Record<string, Record<string, Record<string, unknown>>>;

/** One value for all values of a parameter: by `Fn::FindInMap` where they differ. Fills the mappings. */
export function chosen(
  parameter: string,
  keys: readonly string[],
  values: readonly unknown[],
  mappings: Mappings,
): unknown {
  const [first] = values;
  if (values.every((value) => isDeepStrictEqual(value, first))) return first;
  const among = (inner: readonly unknown[]) => chosen(parameter, keys, inner, mappings);
  const arrays = values.filter(Array.isArray);
  if (arrays.length === values.length && arrays.every(({ length }) => length === arrays[0]?.length))
    return arrays[0]?.map((_, index) => among(arrays.map((array) => array[index])));
  const subs = values.map((value) => (isSub(value) ? value['Fn::Sub'] : undefined));
  if (subs.every((text) => typeof text === 'string')) return textAmong(subs, among);
  if (values.every((value) => typeof value === 'string')) return textAmong(values, among);
  if (values.every(isPlain)) {
    const names = Object.keys(first ?? {});
    if (values.every((value) => isDeepStrictEqual(Object.keys(value), names)))
      return Object.fromEntries(names.map((name) => [name, among(values.map((value) => value[name]))]));
  }
  const looked = values.flatMap((value) => (isFindInMap(value) ? [value['Fn::FindInMap']] : []));
  if (looked.length === values.length && looked.every(([map]) => map === looked[0]?.[0])) {
    // Numbers by two parameters: this one decides which of the other's is looked up.
    const [map, key] = looked[0] ?? [];
    const name = find(
      parameter,
      keys,
      looked.map((each) => each[2]),
      mappings,
    );
    return { 'Fn::FindInMap': [map, key, name] };
  }
  if (!values.every((value) => typeof value === 'number'))
    throw new Error(`${parameter} decides more than numbers and text: ${JSON.stringify(values)}`);
  return find(parameter, keys, values, mappings);
}

function isSub(value: unknown): value is { readonly 'Fn::Sub': unknown } {
  return typeof value === 'object' && value !== null && 'Fn::Sub' in value;
}

function isFindInMap(
  value: unknown,
): value is { readonly 'Fn::FindInMap': readonly [string, unknown, unknown] } {
  return typeof value === 'object' && value !== null && 'Fn::FindInMap' in value;
}

/** Text that differs in one number. */
function textAmong(texts: readonly string[], among: (values: readonly unknown[]) => unknown): unknown {
  const pieces = texts.map((text) => text.split(/(?<![\w-])(\d+)(?![\w-])/));
  const [first = []] = pieces;
  const differing = first.findIndex((piece, index) => pieces.some((each) => each[index] !== piece));
  const rest = pieces.map((each) => each.toSpliced(differing, 1));
  if (
    pieces.some(({ length }) => length !== first.length) ||
    !rest.every((each) => isDeepStrictEqual(each, rest[0]))
  )
    throw new Error(`these differ in more than one number: ${JSON.stringify(texts)}`);
  const number = among(pieces.map((each) => Number(each[differing])));
  return { 'Fn::Sub': [first.with(differing, `\${Number}`).join(''), { Number: number }] };
}

function find(
  parameter: string,
  keys: readonly string[],
  values: readonly unknown[],
  mappings: Mappings,
): unknown {
  mappings[parameter] ??= Object.fromEntries(keys.map((key) => [key, {}]));
  const map = mappings[parameter];
  const column = keys.map((key) => map[key] ?? {});
  const names = Object.keys(column[0] ?? {});
  const same = names.find((name) => column.every((row, index) => row[name] === values[index]));
  const name = same ?? `Number${names.length + 1}`;
  for (const [index, row] of column.entries()) row[name] = values[index];
  return { 'Fn::FindInMap': [parameter, { Ref: parameter }, name] };
}

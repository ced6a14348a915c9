import type { NormalizedSchema } from '@smithy/core/schema';
import { fromBase64 } from '@smithy/core/serde';
import { ServiceError } from '../core/service.ts';

/** The form's dotted keys as a tree: `Filters.Filter.1.Name` is four levels. */
interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

/**
 * Reads the form encoding of the AWS Query protocol by the input's schema. Members that the schema doesn't know are
 * left out, as AWS does; a list may name its items as the service does (`Filter.1`) or plainly (`member.1`).
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#query-key-resolution
 */
export function readForm(form: URLSearchParams, input: NormalizedSchema): Record<string, unknown> {
  return input.isUnitSchema() ? {} : readStruct(toTree(form), input);
}

function toTree(form: URLSearchParams): Node {
  const root: Node = { children: new Map() };
  for (const [key, text] of form) {
    let node = root;
    for (const part of key.split('.')) {
      const child = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return root;
}

function readStruct(node: Node, schema: NormalizedSchema): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(member.getMergedTraits().xmlName ?? name);
    if (child !== undefined) value[name] = read(child, member, name);
  }
  return value;
}

function read(node: Node, schema: NormalizedSchema, name: string): unknown {
  if (schema.isStructSchema()) return readStruct(node, schema);
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return itemsOf(node, schema, item.getMergedTraits().xmlName).map((child) => read(child, item, name));
  }
  if (schema.isMapSchema()) return readMap(node, schema, name);
  return readText(node.text ?? '', schema, name);
}

function itemsOf(node: Node, list: NormalizedSchema, itemName = 'member'): Node[] {
  const flat = list.getMergedTraits().xmlFlattened !== undefined;
  const holder = flat ? node : (node.children.get(itemName) ?? node.children.get('member'));
  return numbered(holder);
}

function numbered(holder: Node | undefined): Node[] {
  return [...(holder?.children ?? [])].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
}

function readMap(node: Node, schema: NormalizedSchema, name: string): Record<string, unknown> {
  const entries = numbered(schema.getMergedTraits().xmlFlattened ? node : node.children.get('entry'));
  const value = schema.getValueSchema();
  return Object.fromEntries(
    entries.map(({ children }) => [
      children.get('key')?.text ?? '',
      read(children.get('value') ?? { children: new Map() }, value, name),
    ]),
  );
}

function readText(text: string, schema: NormalizedSchema, name: string): unknown {
  if (schema.isBooleanSchema()) {
    if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
    throw malformed(name, text, 'true or false');
  }
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (text !== '' && !Number.isNaN(number)) return number;
    throw malformed(name, text, 'a number');
  }
  if (schema.isTimestampSchema()) {
    const time = new Date(text);
    if (!Number.isNaN(time.getTime())) return time;
    throw malformed(name, text, 'an ISO 8601 time');
  }
  return schema.isBlobSchema() ? fromBase64(text) : text;
}

function malformed(name: string, text: string, wanted: string): ServiceError {
  return new ServiceError('MalformedInput', `${name} is "${text}": expected ${wanted}`);
}

import type { NormalizedSchema } from '@smithy/core/schema';
import { oncePerThing } from '../../shared/once.ts';
import type { WireRequest } from './message.ts';
import type { OperationModel, ServiceModel } from './service-model.ts';

/** The operation whose method and path are those of the request. */
export function operationAt(
  { method, path }: Pick<WireRequest, 'method' | 'path'>,
  service: ServiceModel | undefined,
): OperationModel | undefined {
  return [...(service?.operations.values() ?? [])].find(
    (operation) => operation.http?.[0] === method && templateOf(operation).test(path),
  );
}

/** `/2015-03-31/functions/{FunctionName}/invocations` with a group for each label. */
const templateOf = oncePerThing(({ http }: OperationModel): RegExp => {
  const [path = ''] = http?.[1].split('?') ?? [];
  const pattern = path.replace(/[.*$^()|[\]\\]/g, '\\$&').replace(/\{(\w+)\+?\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${pattern}/?$`);
});

/** The members of an input that are in the path. */
export function labelsOf(operation: OperationModel, path: string): Record<string, string> {
  const { groups = {} } = templateOf(operation).exec(path) ?? {};
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
}

/** The members of an input that are in the query and in headers. */
export function boundInput(
  { query, headers }: Pick<WireRequest, 'query' | 'headers'>,
  schema: NormalizedSchema,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const { httpQuery, httpHeader, httpPrefixHeaders } = member.getMergedTraits();
    if (httpPrefixHeaders !== undefined) input[name] = withPrefix(headers, httpPrefixHeaders);
    const text = httpQuery === undefined ? headers[httpHeader?.toLowerCase() ?? ''] : query[httpQuery];
    if (text !== undefined) input[name] = fromText(text, member);
  }
  return input;
}

function withPrefix(headers: WireRequest['headers'], prefix: string): Record<string, string> {
  const own = Object.entries(headers).filter(([header]) => header.startsWith(prefix));
  return Object.fromEntries(own.map(([header, text]) => [header.slice(prefix.length), text]));
}

function fromText(text: string, member: NormalizedSchema): unknown {
  if (member.isNumericSchema()) return Number(text);
  if (member.isBooleanSchema()) return text === 'true';
  return member.isTimestampSchema() ? new Date(text) : text;
}

/** The name of the member that is the whole body. */
export function payloadOf(schema: NormalizedSchema): string | undefined {
  for (const [name, member] of schema.structIterator()) if (member.getMergedTraits().httpPayload) return name;
  return undefined;
}

/** The status that a member of an output says. */
export function statusOf(
  output: Readonly<Record<string, unknown>>,
  schema: NormalizedSchema,
): number | undefined {
  for (const [name, member] of schema.structIterator()) {
    if (member.getMergedTraits().httpResponseCode) return Number(output[name]);
  }
  return undefined;
}

/** The headers that the members of an output are in. */
export function boundHeaders(
  output: Readonly<Record<string, unknown>>,
  schema: NormalizedSchema,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, member] of schema.structIterator()) {
    const value = output[name];
    const { httpHeader, httpPrefixHeaders } = member.getMergedTraits();
    if (httpPrefixHeaders !== undefined && typeof value === 'object' && value !== null) {
      for (const [key, text] of Object.entries(value)) headers[`${httpPrefixHeaders}${key}`] = String(text);
    }
    if (httpHeader !== undefined && value !== undefined)
      headers[httpHeader.toLowerCase()] = toText(value, member);
  }
  return headers;
}

/** Times are HTTP dates, unless the schema says ISO 8601. */
function toText(value: unknown, member: NormalizedSchema): string {
  if (!(value instanceof Date)) return String(value);
  return member.getSchema() === isoTime ? value.toISOString() : value.toUTCString();
}

const isoTime = 5;

/** The members of an output that are neither in headers nor the whole body. */
export function unboundOutput(
  output: Readonly<Record<string, unknown>>,
  schema: NormalizedSchema,
): Record<string, unknown> {
  const unbound: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const { httpHeader, httpPrefixHeaders, httpPayload } = member.getMergedTraits();
    const isBound = httpHeader !== undefined || httpPrefixHeaders !== undefined || httpPayload;
    if (!isBound && output[name] !== undefined) unbound[name] = output[name];
  }
  return unbound;
}

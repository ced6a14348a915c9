import type { NormalizedSchema } from '@smithy/core/schema';
import { fromJson, toJson } from './json.ts';
import type { Protocol } from './protocol.ts';

/**
 * REST with JSON bodies: the action is in the method and path. As much of it as AppConfig Data needs: members in the
 * body, the query or headers, an answer's payload as bytes, no labels in the path.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol = {
  unknownAction: 'UnknownOperationException',
  action({ method, path }, service) {
    const operations = [...(service?.operations.values() ?? [])];
    return operations.find(({ http }) => http?.[0] === method && http[1] === path)?.name;
  },
  read(request, operation) {
    const input = fromJson(request.body, operation.input);
    for (const [name, member] of operation.input.structIterator()) {
      const { httpQuery, httpHeader } = member.getMergedTraits();
      const text = httpQuery ? request.query[httpQuery] : request.headers[httpHeader?.toLowerCase() ?? ''];
      if (text !== undefined) input[name] = text;
    }
    return input;
  },
  write(output, operation) {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    for (const [name, header] of boundToHeaders(operation.output)) {
      if (output[name] !== undefined) headers[header] = String(output[name]);
    }
    return { status: operation.http?.[2] ?? 200, headers, body: bodyOf(output, operation.output) };
  },
  fail: (error) => ({
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ message: error.message }),
  }),
};

function* boundToHeaders(schema: NormalizedSchema): Generator<[string, string]> {
  for (const [name, member] of schema.structIterator()) {
    const { httpHeader } = member.getMergedTraits();
    if (httpHeader !== undefined) yield [name, httpHeader.toLowerCase()];
  }
}

function bodyOf(output: Record<string, unknown>, schema: NormalizedSchema): string | Uint8Array {
  for (const [name, member] of schema.structIterator()) {
    const payload = output[name];
    if (member.getMergedTraits().httpPayload) return payload instanceof Uint8Array ? payload : '';
  }
  return toJson(output, schema);
}

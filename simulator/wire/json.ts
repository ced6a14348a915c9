import { JsonShapeDeserializer, JsonShapeSerializer } from '@smithy/core/protocols';
import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from '../core/service.ts';
import { textOf, type WireRequest } from './message.ts';
import type { Protocol } from './protocol.ts';

const settings = { timestampFormat: { useTrait: true, default: 7 }, jsonName: false } as const;

/**
 * AWS JSON 1.0 and 1.1: the action in the `X-Amz-Target` header, JSON both ways. CloudWatch's variant also carries the
 * Query protocol's error code in a header.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const json: Protocol = {
  unknownAction: 'UnknownOperationException',
  action: ({ headers }) => headers['x-amz-target']?.split('.').at(-1),
  read: (request, operation) => fromJson(request.body, operation.input),
  write: (output, operation) => ({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: toJson(output, operation.output),
  }),
  fail: (error, service) => ({
    status: error.status,
    headers: { 'content-type': 'application/x-amz-json-1.1', ...errorHeaders(error) },
    body: JSON.stringify({
      __type: service?.errors.get(error.code)?.shape ?? error.code,
      message: error.message,
    }),
  }),
};

/** Reads a JSON body by its schema: epoch seconds become Dates, unknown members are left out. */
export function fromJson(body: WireRequest['body'], schema: NormalizedSchema): Record<string, unknown> {
  if (schema.isUnitSchema() || body.length === 0) return {};
  try {
    return new JsonShapeDeserializer(settings).readObject(schema, JSON.parse(textOf(body)));
  } catch (error) {
    throw new ServiceError('SerializationException', `The body is no JSON of the right shape: ${error}`);
  }
}

/** Writes a JSON body by its schema: Dates become epoch seconds. */
export function toJson(value: Record<string, unknown>, schema: NormalizedSchema): string {
  if (schema.isUnitSchema()) return '{}';
  const serializer = new JsonShapeSerializer(settings);
  serializer.write(schema, value);
  return String(serializer.flush());
}

/** @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#aws-protocols-awsquerycompatible-trait */
export function errorHeaders(error: ServiceError): Record<string, string> {
  return { 'x-amzn-query-error': `${error.code};${error.status < 500 ? 'Sender' : 'Receiver'}` };
}

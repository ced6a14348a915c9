import { fromJson, toJson } from './json.ts';
import type { Protocol } from './protocol.ts';
import { boundHeaders, boundInput, labelsOf, operationAt, payloadOf, statusOf } from './rest-bindings.ts';

/**
 * REST with JSON bodies: the action is in the method and path. As much of it as AppConfig Data, the Data API of RDS and
 * the invocation of functions need: members in the body, the path, the query or headers, and payloads of bytes.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const restJson: Protocol = {
  unknownAction: 'UnknownOperationException',
  action: (request, service) => operationAt(request, service)?.name,
  read(request, operation) {
    const payload = payloadOf(operation.input);
    return {
      ...(payload === undefined ? fromJson(request.body, operation.input) : { [payload]: request.body }),
      ...boundInput(request, operation.input),
      ...labelsOf(operation, request.path),
    };
  },
  write(output, operation) {
    const payload = payloadOf(operation.output);
    const bytes = payload === undefined ? undefined : output[payload];
    const body = bytes instanceof Uint8Array ? bytes : '';
    return {
      status: statusOf(output, operation.output) ?? operation.http?.[2] ?? 200,
      headers: { 'content-type': 'application/json', ...boundHeaders(output, operation.output) },
      body: payload === undefined ? toJson(output, operation.output) : body,
    };
  },
  fail: (error) => ({
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ message: error.message }),
  }),
};

import type { StaticStructureSchema } from '@smithy/types';
import { oncePerThing } from '../../shared/once.ts';
import { readForm } from './form.ts';
import { textOf, type WireRequest, type WireResponse } from './message.ts';
import type { Protocol } from './protocol.ts';
import type { OperationModel, ServiceModel } from './service-model.ts';
import { toXml } from './xml.ts';

/**
 * The AWS Query protocol: a form goes in, XML comes out. RDS and STS speak nothing else.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const query: Protocol = {
  unknownAction: 'InvalidAction',
  action: (request) => formOf(request).get('Action') ?? undefined,
  read: (request, operation) => readForm(formOf(request), operation.input),
  write(output, operation, service, requestId) {
    return pageOf(output, operation, service)(requestId);
  },
  page: pageOf,
  fail(error, service, requestId) {
    const body = toXml(errorResponse, service, {
      Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
      RequestId: requestId,
    });
    return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
  },
};

function formOf({ method, query: parameters, body }: WireRequest): URLSearchParams {
  return method === 'GET' ? new URLSearchParams(parameters) : new URLSearchParams(textOf(body));
}

const text = 0;
const responseMetadata: StaticStructureSchema = [3, 'aws', 'ResponseMetadata', 0, ['RequestId'], [text]];
const errorDetail: StaticStructureSchema = [
  3,
  'aws',
  'Error',
  0,
  ['Type', 'Code', 'Message'],
  [text, text, text],
];
const errorResponse: StaticStructureSchema = [
  3,
  'aws',
  'ErrorResponse',
  0,
  ['Error', 'RequestId'],
  [() => errorDetail, text],
];

/** `<StopDBClusterResponse><StopDBClusterResult/><ResponseMetadata/>` as a schema like any other. */
const envelopeOf = oncePerThing(({ name, output }: OperationModel): StaticStructureSchema => {
  const result = output.isStructSchema() ? [`${name}Result`] : [];
  return [
    3,
    'aws',
    `${name}Response`,
    0,
    [...result, 'ResponseMetadata'],
    [...result.map(() => () => output.getSchema()), () => responseMetadata],
  ];
});

/** The answer as a function of its request id, which comes last. */
function pageOf(
  output: Record<string, unknown>,
  operation: OperationModel,
  service: ServiceModel,
): (requestId: string) => WireResponse {
  const xml = toXml(envelopeOf(operation), service, {
    [`${operation.name}Result`]: output,
    ResponseMetadata: { RequestId: placeholder },
  });
  const at = xml.lastIndexOf(placeholder);
  const [before, after] = [xml.slice(0, at), xml.slice(at + placeholder.length)];
  return (requestId) => ({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `${before}${requestId}${after}`,
  });
}

const placeholder = 'request-id';

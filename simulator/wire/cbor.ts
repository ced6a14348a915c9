import { CborCodec } from '@smithy/core/cbor';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { ServiceError } from '../core/service.ts';
import { errorHeaders } from './json.ts';
import type { Protocol } from './protocol.ts';

const codec = new CborCodec();
const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
const errorShape: StaticStructureSchema = [3, 'aws', 'Error', 0, ['__type', 'message'], [0, 0]];

/**
 * Smithy RPC v2 over CBOR, in which boto3 and the AWS CLI speak to CloudWatch.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const cbor: Protocol = {
  unknownAction: 'UnknownOperationException',
  action: ({ path }) => /\/operation\/(\w+)\/?$/.exec(path)?.[1],
  read(request, operation) {
    if (operation.input.isUnitSchema() || request.body.length === 0) return {};
    try {
      return codec.createDeserializer().read(operation.input, request.body);
    } catch (error) {
      throw new ServiceError('SerializationException', `The body is no CBOR of the right shape: ${error}`);
    }
  },
  write: (output, operation) => ({
    status: 200,
    headers: { ...headers },
    body: encode(operation.output, output),
  }),
  fail: (error, service) => ({
    status: error.status,
    headers: { ...headers, ...errorHeaders(error) },
    body: encode(NormalizedSchema.of(errorShape), {
      __type: `${service?.namespace ?? 'aws'}#${service?.errors.get(error.code)?.shape ?? error.code}`,
      message: error.message,
    }),
  }),
};

function encode(schema: NormalizedSchema, value: Record<string, unknown>): Uint8Array {
  const serializer = codec.createSerializer();
  serializer.write(schema, schema.isUnitSchema() ? {} : value);
  return serializer.flush();
}

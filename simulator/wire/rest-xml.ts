import type { StaticStructureSchema } from '@smithy/types';
import { textOf, type WireRequest } from './message.ts';
import type { Protocol } from './protocol.ts';
import { boundHeaders, boundInput, payloadOf, unboundOutput } from './rest-bindings.ts';
import { toXml } from './xml.ts';

/** S3's operations by method, whether there is a key, and a word in the query. */
const operations: readonly (readonly [method: string, on: 'bucket' | 'key', query: string, name: string])[] =
  [
    ['GET', 'bucket', 'list-type', 'ListObjectsV2'],
    ['GET', 'bucket', 'versions', 'ListObjectVersions'],
    ['GET', 'bucket', 'versioning', 'GetBucketVersioning'],
    ['PUT', 'bucket', '', 'CreateBucket'],
    ['HEAD', 'bucket', '', 'HeadBucket'],
    ['PUT', 'key', '', 'PutObject'],
    ['GET', 'key', '', 'GetObject'],
    ['HEAD', 'key', '', 'HeadObject'],
    ['DELETE', 'key', '', 'DeleteObject'],
  ];

/** Words in the query that make another operation of a request. */
const subresources = [
  'acl',
  'tagging',
  'retention',
  'legal-hold',
  'uploads',
  'uploadId',
  'attributes',
  'policy',
];

/**
 * REST with XML bodies, as S3 alone speaks it here: the bucket is in the path or in the host.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export const restXml: Protocol = {
  unknownAction: 'NotImplemented',
  action(request) {
    const on = placeOf(request).key === undefined ? 'bucket' : 'key';
    if (subresources.some((word) => word in request.query)) return undefined;
    return operations.find(
      ([method, kind, query]) =>
        method === request.method && kind === on && (query === '' || query in request.query),
    )?.[3];
  },
  read(request, operation) {
    const { bucket, key } = placeOf(request);
    const payload = payloadOf(operation.input);
    return {
      ...boundInput(request, operation.input),
      ...(payload !== undefined && { [payload]: bodyOf(request) }),
      Bucket: bucket,
      ...(key !== undefined && { Key: key }),
    };
  },
  write(output, operation, service, requestId) {
    const payload = payloadOf(operation.output);
    const bytes = payload === undefined ? undefined : output[payload];
    const members = unboundOutput(output, operation.output);
    const isEmpty = Object.keys(members).length === 0;
    const schema = operation.output.getSchema() as StaticStructureSchema;
    return {
      status: operation.http?.[2] ?? 200,
      headers: {
        'content-type': 'application/xml',
        'x-amz-request-id': requestId,
        ...boundHeaders(output, operation.output),
      },
      body:
        bytes instanceof Uint8Array ? bytes : isEmpty ? '' : declaration + toXml(schema, service, members),
    };
  },
  fail(error, _service, requestId) {
    const { code: Code, message: Message } = error;
    const body = declaration + toXml(errorSchema, undefined, { Code, Message, RequestId: requestId });
    return { status: error.status, headers: { 'content-type': 'application/xml' }, body };
  },
};

/** S3 writes it, the Query services do not. */
const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

const text = 0;
const errorSchema: StaticStructureSchema = [
  3,
  'aws',
  'Error',
  0,
  ['Code', 'Message', 'RequestId'],
  [text, text, text],
];

/** The bucket in the host (`evidence.s3.eu-central-1.amazonaws.com`), else the first part of the path. */
function placeOf({ path, headers }: WireRequest): { bucket: string; key: string | undefined } {
  const { host = '' } = headers;
  const [, own] = /^(.+)\.(?:s3[.-].*|localhost(?::\d+)?)$/.exec(host) ?? [];
  const parts = path.split('/').slice(1).map(decodeURIComponent);
  const [bucket = '', ...rest] = own === undefined ? parts : [own, ...parts];
  const key = rest.join('/');
  return { bucket, key: key === '' ? undefined : key };
}

/** The body without the frames of a transfer in chunks. */
function bodyOf({ headers, body }: WireRequest): Uint8Array {
  const isChunked = /aws-chunked/.test(headers['content-encoding'] ?? '');
  if (!isChunked && !headers['x-amz-content-sha256']?.startsWith('STREAMING')) return body;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < body.length; ) {
    const end = body.indexOf(0x0d, at);
    const size = Number.parseInt(textOf(body.subarray(at, end)), 16);
    if (!(size > 0)) break;
    chunks.push(body.subarray(end + 2, end + 2 + size));
    at = end + 4 + size;
  }
  return Buffer.concat(chunks);
}

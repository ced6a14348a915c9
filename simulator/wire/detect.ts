import { cbor } from './cbor.ts';
import { ec2Query } from './ec2-query.ts';
import { json } from './json.ts';
import type { WireRequest } from './message.ts';
import type { Protocol } from './protocol.ts';
import { query } from './query.ts';
import { restJson } from './rest-json.ts';
import { restXml } from './rest-xml.ts';

/**
 * The protocol that a request speaks, recognized by the service that it is signed for and by its headers, so that one
 * port serves every service.
 *
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export function protocolOf({ headers, query: parameters }: WireRequest, service?: string): Protocol {
  if (service === 's3') return restXml;
  if (service === 'ec2') return ec2Query;
  if (headers['smithy-protocol'] === 'rpc-v2-cbor') return cbor;
  if (headers['x-amz-target'] !== undefined) return json;
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm || 'Action' in parameters ? query : restJson;
}

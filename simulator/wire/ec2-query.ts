import type { StaticStructureSchema } from '@smithy/types';
import type { Protocol } from './protocol.ts';
import { query } from './query.ts';
import { toXml } from './xml.ts';

/**
 * EC2's variant of the Query protocol: the answer is not wrapped, and errors are a list.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html
 */
export const ec2Query: Protocol = {
  unknownAction: 'InvalidAction',
  action: query.action,
  read: query.read,
  write(output, operation, service, requestId) {
    const schema = operation.output.getSchema() as StaticStructureSchema;
    const [, namespace, , , members, types] = schema;
    const answer: StaticStructureSchema = [
      3,
      namespace,
      `${operation.name}Response`,
      0,
      ['RequestId', ...members],
      [[text, { xmlName: 'requestId' }] as never, ...types],
    ];
    const body = toXml(answer, service, { RequestId: requestId, ...output });
    return { status: 200, headers: { 'content-type': 'text/xml' }, body };
  },
  fail(error, _service, requestId) {
    const body = toXml(failure, undefined, {
      Errors: [{ Code: error.code, Message: error.message }],
      RequestID: requestId,
    });
    return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
  },
};

const text = 0;
const detail: StaticStructureSchema = [3, 'aws', 'Error', 0, ['Code', 'Message'], [text, text]];
const failure: StaticStructureSchema = [
  3,
  'aws',
  'Response',
  0,
  ['Errors', 'RequestID'],
  [[1, 'aws', 'Errors', 0, [() => detail, { xmlName: 'Error' }]] as never, text],
];

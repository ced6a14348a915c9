import { functions } from './functions.ts';
import { type Part, reference } from './resource.ts';
import type { Settings } from './settings.ts';

/** The policy's logical id. */
export const TRACE = 'Trace';

/** Lets the functions send traces, if there are to be any. Neither action knows resources. */
export function tracing({ traced }: Settings): Part {
  if (!traced) return { Resources: {} };
  return {
    Resources: {
      [TRACE]: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'trace',
          Roles: functions.map(({ id }) => reference(`${id}Role`)),
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'Trace',
                Effect: 'Allow',
                Action: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
                Resource: '*',
              },
            ],
          },
        },
      },
    },
  };
}

import type { Finding } from '../../../document/problem.ts';
import type { ActivityStreamRule, Rule } from '../../model/policy.ts';
import { hasStreamMode, isStreamEngine } from '../../streams/eligibility.ts';
import { isAwsAlias } from '../../streams/key.ts';

/** Says what is wrong below `activityStream` by the rule alone. */
type Check = (stream: ActivityStreamRule, engines: readonly string[]) => readonly Finding[];

/** What a stream that is to run can't be on any cluster of its rule, whatever else there is; nothing for `mode: off`. */
export function checkStreamRule({ activityStream: stream, match: { engines = [] } }: Rule): Finding[] {
  return stream === undefined || stream.mode === 'off'
    ? []
    : checks.flatMap((check) => check(stream, engines));
}

const checks: readonly Check[] = [
  (_stream, engines) =>
    engines.length === 0 || engines.some(isStreamEngine)
      ? []
      : [
          {
            path: [],
            atKey: true,
            message: `does nothing: there are no activity streams for ${engines.join(', ')}`,
            remedy: 'take it out, or name other engines in match',
          },
        ],
  ({ mode }, engines) =>
    mode === 'sync' && engines.some(isStreamEngine) && !engines.some((engine) => hasStreamMode(engine, mode))
      ? [
          {
            path: ['mode'],
            value: mode,
            message: 'does nothing: Aurora MySQL has asynchronous streams only',
            remedy: 'write mode: async',
          },
        ]
      : [],
  ({ kmsKey = '' }) =>
    isAwsAlias(kmsKey)
      ? [
          {
            path: ['kmsKey'],
            value: kmsKey,
            message: 'is a key of AWS, which streams cannot use',
            remedy: 'name one of your own',
          },
        ]
      : [],
];

/** Hours that a change once a week can hardly follow: a start that waits for the window finds them over. */
export function checkStreamHours({ mode, hours, restart }: ActivityStreamRule): Finding[] {
  const always = hours.ranges === 'always' || hours.ranges === 'never';
  return mode === 'off' || always || restart !== 'maintenanceWindow'
    ? []
    : [
        {
          path: ['hours'],
          value: hours.text,
          message: 'can hardly be followed: restart: maintenanceWindow allows a change once a week',
          remedy: 'write restart: anytime, or take the hours out',
        },
      ];
}

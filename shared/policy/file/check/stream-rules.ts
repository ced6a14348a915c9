import type { Issue } from '../../../document/problem.ts';
import type { ActivityStreamRule, Rule } from '../../model/policy.ts';
import { hasStreamMode, isStreamEngine } from '../../streams/eligibility.ts';
import { isAwsAlias } from '../../streams/key.ts';

/** Says what is wrong below `activityStream` by the rule alone. */
type Check = (stream: ActivityStreamRule, engines: readonly string[]) => readonly Issue[];

/** Streams that no cluster of the rule can have; nothing for `mode: off`. */
export function checkStreamRule({ activityStream: stream, match: { engines = [] } }: Rule): Issue[] {
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
            message: `does nothing: these engines have no activity streams: ${engines.join(', ')}`,
            remedy: 'remove it, or name other engines in match',
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
            message: 'is an AWS managed key; activity streams need a customer managed key',
            remedy: 'set kmsKey to a customer managed key',
          },
        ]
      : [],
];

/** Hours that a change once a week can hardly follow: a start that waits for the window finds them over. */
export function checkStreamHours({ mode, hours, restart }: ActivityStreamRule): Issue[] {
  const always = hours.ranges === 'always' || hours.ranges === 'never';
  return mode === 'off' || always || restart !== 'maintenanceWindow'
    ? []
    : [
        {
          path: ['hours'],
          value: hours.text,
          message: 'can hardly be kept: restart: maintenanceWindow allows one change a week',
          remedy: 'write restart: anytime, or remove the hours',
        },
      ];
}

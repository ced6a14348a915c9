import type { Issue } from '../../../document/problem.ts';
import { STOP_AND_START_MS } from '../../model/availability.ts';
import type { ActivityStreamRule, Policy } from '../../model/policy.ts';
import { MINUTE_MS } from '../../time/units.ts';
import { openedEarlier, reachesBeyond } from './hours.ts';
import { type StreamPair, streamPairs } from './stream-pairs.ts';
import { checkStreamHours, checkStreamRule } from './stream-rules.ts';

/** Says what is wrong below `activityStream`. */
type Check = (pair: StreamPair) => readonly Issue[];

/**
 * Activity streams that none of their clusters can have, whose clusters may be stopped when they should run, or whose
 * changes can hardly be made because of when the clusters are up or a restart is allowed. Only pairs of rules of which
 * one surely matches what the other does are looked at.
 */
export function checkStreams(policy: Policy): Issue[] {
  return policy.rules.flatMap((rule, index) => {
    const { activityStream: stream } = rule;
    if (stream === undefined) return [];
    const timing = [
      ...withoutPower(policy, stream),
      ...streamPairs(policy, rule, stream, index).flatMap((pair) => checks.flatMap((check) => check(pair))),
    ];
    const told = timing.some(({ path: [key] }) => key === 'restart');
    const found = [...checkStreamRule(rule), ...timing, ...(told ? [] : checkStreamHours(stream))];
    return found.map(({ path, ...finding }) => ({
      ...finding,
      path: ['rules', index, 'activityStream', ...path],
      severity: 'warning',
    }));
  });
}

const ONLY_WINDOW = 'leaves only the maintenance window';

const checks: readonly Check[] = [
  ({ stream, power, powerOf, sameZone, stops }) =>
    stops && stream.mode !== 'off' && reachesBeyond(stream.hours, power.hours, sameZone)
      ? [
          {
            path: [],
            atKey: true,
            message: `should run at times when ${powerOf} may stop the cluster; a stopped cluster has no stream`,
            remedy: [
              // In the same hours, restart: offHours starts none.
              ...(stream.restart === 'offHours' ? [] : ['use the same hours for both, or']),
              powerOf === 'power' ? 'write power: { stop: never }' : `write stop: never in ${powerOf}`,
            ].join(' '),
          },
        ]
      : [],
  ({ stream, power, powerOf, stops }) =>
    stops &&
    stream.restart === 'maintenanceWindow' &&
    power.maintenance === 'ignore' &&
    power.hours?.ranges !== 'always' &&
    stream.mode !== 'off' &&
    stream.hours.ranges !== 'never'
      ? [
          {
            path: ['restart'],
            value: stream.restart,
            message: `may never find the cluster running: ${powerOf} may stop it, whatever its maintenance window`,
            remedy: `write maintenance: honour in ${powerOf}, or restart: anytime`,
          },
        ]
      : [],
  ({ stream, power, powerOf }) =>
    stream.restart === 'offHours' && (power.hours === undefined || power.hours.ranges === 'always')
      ? [
          {
            path: ['restart'],
            value: stream.restart,
            message: `${ONLY_WINDOW}: ${powerOf} ${power.hours === undefined ? 'has no hours' : 'is always up'}`,
            remedy: `give ${powerOf} hours, or write restart: anytime`,
          },
        ]
      : [],
  ({ stream, power: { hours }, powerOf, sameZone }) =>
    stream.restart === 'offHours' &&
    stream.mode !== 'off' &&
    stream.hours.ranges !== 'never' &&
    hours !== undefined &&
    hours.ranges !== 'always' &&
    sameZone &&
    !reachesBeyond(stream.hours, openedEarlier(hours, STOP_AND_START_MS / MINUTE_MS), sameZone)
      ? [
          {
            path: ['restart'],
            value: stream.restart,
            message: `only starts in the maintenance window: its hours lie within those of ${powerOf} and the half hour before`,
            remedy: 'write restart: anytime',
          },
        ]
      : [],
];

function withoutPower({ rules }: Policy, { restart }: ActivityStreamRule): Issue[] {
  return restart !== 'offHours' || rules.some(({ power }) => power !== undefined)
    ? []
    : [
        {
          path: ['restart'],
          value: restart,
          message: `${ONLY_WINDOW}: no rule says when the cluster is up`,
          remedy: 'give the rule power with hours, or write restart: anytime',
        },
      ];
}

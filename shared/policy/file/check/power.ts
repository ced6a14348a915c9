import type { Issue } from '../../../document/problem.ts';
import type { Policy, PowerRule } from '../../model/policy.ts';
import { isByTag } from '../../rules/schedule-tag.ts';
import type { Hours } from '../../time/hours.ts';

/** Rules that want their clusters up in the maintenance window, and never start them. */
export function checkMaintenance({ rules }: Policy): Issue[] {
  return rules.flatMap(({ power }, index) =>
    power?.maintenance === 'honour' && !power.start
      ? [
          {
            path: ['rules', index, 'power', 'start'],
            value: power.start,
            severity: 'warning',
            message: 'leaves a stopped cluster stopped in the maintenance window that the rule should honour',
            remedy: 'remove start: false or maintenance: honour',
          },
        ]
      : [],
  );
}

/** Keys of `power` that would do nothing, or could not be done, beside others. */
export function checkPowerPairs({ rules }: Policy): Issue[] {
  return rules.flatMap(({ power }, index) =>
    power === undefined
      ? []
      : pairs.flatMap(({ applies, key, ...issue }) =>
          applies(power) ? [{ path: ['rules', index, 'power', key], atKey: true, ...issue }] : [],
        ),
  );
}

/** The ranges of a rule's own hours; undefined where a tag of each cluster names them. */
function rangesOf(hours: PowerRule['hours']): Hours['ranges'] | undefined {
  return hours === undefined || isByTag(hours) ? undefined : hours.ranges;
}

interface Pair extends Pick<Issue, 'message' | 'remedy'> {
  readonly applies: (power: PowerRule) => boolean;
  readonly key: string;
}

const pairs: readonly Pair[] = [
  {
    applies: ({ overrides, hours }) => overrides !== undefined && hours === undefined,
    key: 'override',
    message: 'has no hours to override',
    remedy: 'give the rule hours, or remove override',
  },
  {
    applies: ({ idle, stop, maxUptime }) =>
      idle !== undefined && stop !== 'whenIdle' && !(stop === 'atEnd' && maxUptime?.evenIfUsed === false),
    key: 'idle',
    message: 'has no effect: only stop: whenIdle asks whether a cluster is idle',
    remedy: 'write stop: whenIdle, or remove idle',
  },
  {
    applies: ({ stop, hours }) =>
      stop === 'atEnd' &&
      (hours === undefined || rangesOf(hours) === 'always' || rangesOf(hours) === 'never'),
    key: 'stop',
    message: 'is atEnd, and the rule has no hours that end',
    remedy: 'add for example hours: mon-fri 07:30-19:00, or write stop: whenIdle',
  },
  {
    applies: ({ startBefore, start }) => startBefore !== undefined && !start,
    key: 'startBefore',
    message: 'has no effect: the rule starts no cluster',
    remedy: 'remove it, or give the rule hours without start: false',
  },
  {
    applies: ({ startBefore, start, hours }) =>
      startBefore !== undefined && start && (hours === undefined || typeof rangesOf(hours) === 'string'),
    key: 'startBefore',
    message: 'has no effect: the rule has no hours that begin',
    remedy: 'remove it, or write for example hours: mon-fri 07:30-19:00',
  },
  {
    applies: ({ staggerMs, start, hours }) =>
      staggerMs !== undefined && (!start || hours === undefined || typeof rangesOf(hours) === 'string'),
    key: 'stagger',
    message: 'has no effect: the rule starts no cluster when hours begin',
    remedy: 'remove it, or give the rule hours such as mon-fri 07:30-19:00, without start: false',
  },
  {
    applies: ({ stop, maxUptime }) => stop === 'never' && maxUptime !== undefined,
    key: 'maxUptime',
    message: 'cannot stop a cluster that stop: never keeps up',
    remedy: 'remove maxUptime, or write stop: atEnd',
  },
  {
    applies: ({ stop, maxUptime }) => stop === 'atOnce' && maxUptime !== undefined,
    key: 'maxUptime',
    message: 'has no effect: stop: atOnce stops a cluster that is started outside its hours after minUptime',
    remedy: 'remove maxUptime, or write stop: atEnd',
  },
  {
    applies: ({ stop, maxUptime }) => stop === 'whenIdle' && maxUptime?.evenIfUsed === false,
    key: 'maxUptime',
    message: 'has no effect: stop: whenIdle stops an idle cluster anyway',
    remedy: 'write for example maxUptime: { atOnce: 10h }, or stop: atEnd',
  },
  {
    applies: ({ hours, maxUptime }) => rangesOf(hours) === 'always' && maxUptime !== undefined,
    key: 'maxUptime',
    message: 'has no effect: no cluster is started outside hours that are always',
    remedy: 'remove maxUptime, or change hours',
  },
  {
    applies: ({ minUptimeMs, maxUptime }) => maxUptime !== undefined && maxUptime.ms < minUptimeMs,
    key: 'maxUptime',
    message: 'is less than minUptime, which keeps every cluster up',
    remedy: 'raise maxUptime, or lower minUptime',
  },
  {
    applies: ({ idleForMs, maxUptime }) => maxUptime?.evenIfUsed === false && maxUptime.ms < idleForMs,
    key: 'maxUptime',
    message: 'is less than idleFor, before which no cluster is idle',
    remedy: 'raise maxUptime, lower idleFor, or write maxUptime: { atOnce: … }',
  },
];

/** Settings that need the tag in which stops and starts are remembered, of a policy that does not write it. */
export function checkTagsNeeded({ tagActions, rules }: Policy): Issue[] {
  if (tagActions) return [];
  return rules.flatMap(({ power }, index) => {
    const issue = (key: 'stop' | 'startBefore', why: string, other: string): Issue => ({
      path: ['rules', index, 'power', key],
      value: power?.[key],
      message: `needs the tag dormouse:power to ${why}, and tagActions is false`,
      remedy: `remove tagActions: false, or write ${other}`,
    });
    return [
      ...(power?.startBefore === 'auto'
        ? [issue('startBefore', 'remember how long starts take', 'a duration')]
        : []),
      ...(power?.stop === 'atEnd' ? [issue('stop', 'remember its stop', 'stop: whenIdle')] : []),
    ];
  });
}

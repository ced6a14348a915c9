import { CliError } from '../../errors/cli-error.ts';
import { type Convert, listOf, mapOf, mapsOf, textOf } from './convert.ts';
import { fiveFieldCron } from './cron.ts';
import { hoursOfTurns, type Turn, turnOf } from './custodian-hours.ts';
import { custodianMatch } from './custodian-match.ts';
import { type IdlePower, idleOf } from './custodian-metrics.ts';
import type { DraftRule } from './draft.ts';

type Policy = Readonly<Record<string, unknown>>;
type Filter = Readonly<Record<string, unknown>>;
type Say = (text: string) => void;

/**
 * Cloud Custodian policies on `rds-cluster` with the filters `offhour`, `onhour` and `metrics`, and the actions `stop`,
 * `start` and `snapshot`. Stops and starts of the same clusters become one rule.
 */
export const fromCustodian: Convert = (document, name) => {
  const policies = mapsOf(mapOf(document)?.policies);
  if (policies.length === 0) {
    throw new CliError(
      `${name} has no list policies of Cloud Custodian`,
      'name a policy file of custodian run',
    );
  }
  const notes: string[] = [];
  const parts = policies.flatMap((policy) =>
    partsOf(policy, (text) => notes.push(`policy ${textOf(policy.name)}: ${text}`)),
  );
  const made = [...Map.groupBy(parts, ({ key }) => key).values()].flatMap((same, index) =>
    toRule(same, index, (text) => notes.push(text)),
  );
  const acts = parts.some(({ turn }) => turn !== undefined);
  return {
    about: [`Converted from the Cloud Custodian policies in ${name}.`],
    calendars: Object.assign({}, ...made.map(({ calendars }) => calendars)),
    rules: made.map(({ rule }) => rule),
    notes: [
      ...notes,
      ...(acts
        ? [
            'A cluster that somebody stops within its hours is started again; Custodian starts it in one hour of the day only. To keep it down for a while, use dormouse:hold.',
          ]
        : []),
    ],
  };
};

const ACTIONS = ['stop', 'start', 'snapshot'] as const;

interface Part {
  readonly name: string;
  /** The same for the same clusters. */
  readonly key: string;
  readonly match: Readonly<Record<string, unknown>>;
  readonly action: (typeof ACTIONS)[number];
  readonly turn?: Turn;
  readonly idle?: IdlePower;
  readonly cron?: string;
}

function partsOf(policy: Policy, say: Say): Part[] {
  const name = textOf(policy.name) ?? 'policy';
  const resource = (textOf(policy.resource) ?? '').replace(/^aws\./, '');
  if (resource !== 'rds-cluster') {
    say(`${resource} is not a cluster of Aurora, Neptune or DocumentDB; it stays with Custodian`);
    return [];
  }
  const filters = listOf(policy.filters);
  const [hour] = filters.flatMap(hourFilterOf);
  const [metrics, idle] = metricsOf(filters);
  const match = matchOf(
    filters.filter((one) => one !== metrics),
    hour,
    say,
  );
  if (match === undefined) return [];
  return listOf(policy.actions).flatMap((written): Part[] => {
    const named = textOf(written) ?? textOf(mapOf(written)?.type) ?? '';
    const action = ACTIONS.find((one) => one === named);
    if (action === undefined) {
      say(
        `the action ${named} is not converted${named === 'notify' ? ': docs/events.md says what is sent instead' : ''}`,
      );
      return [];
    }
    if (idle !== undefined && action !== 'stop') {
      say(`a ${action} by metrics is not converted: idle decides stops only`);
      return [];
    }
    const base = { name, match, action, key: JSON.stringify([match, hour?.default_tz ?? '']) };
    if (action === 'snapshot') {
      const cron = cronOf(policy, say);
      return cron === undefined ? [] : [{ ...base, cron }];
    }
    if (hour === undefined && idle === undefined) {
      say(
        `a ${action} without the filter offhour or onhour has no hours to convert; it runs by its schedule`,
      );
      return [];
    }
    return [{ ...base, ...(hour && { turn: turnOf(hour, say) }), ...(idle && { idle }) }];
  });
}

function hourFilterOf(written: unknown): Filter[] {
  // A filter without options may be written as its name.
  const filter = mapOf(typeof written === 'string' ? { type: written } : written);
  return filter?.type === 'offhour' || filter?.type === 'onhour' ? [filter] : [];
}

function metricsOf(filters: readonly unknown[]): readonly [written?: unknown, idle?: IdlePower] {
  const found = filters.filter((one) => mapOf(one)?.type === 'metrics');
  const [first] = found;
  const idle = found.length === 1 ? idleOf(mapOf(first) ?? {}) : undefined;
  return idle === undefined ? [] : [first, idle];
}

/** The clusters of all filters; undefined where one cannot be said, because the rule would match more. */
function matchOf(filters: readonly unknown[], hour: Filter | undefined, say: Say): Part['match'] | undefined {
  const match = custodianMatch(filters.filter((written) => hourFilterOf(written).length === 0));
  if ('unsaid' in match) {
    const filter = JSON.stringify(match.unsaid);
    say(
      `the filter ${filter} cannot be said by a match, so it has no rule: without the filter it would cover more clusters`,
    );
    return undefined;
  }
  const tags = { ...match.tags };
  if (hour !== undefined && hour['opt-out'] !== true) {
    const tag = textOf(hour.tag) ?? 'maid_offhours';
    tags[tag] ??= '*';
    say(
      `schedules in the values of the tag ${tag} are not read: the rule has the policy's own hours for every cluster with the tag`,
    );
  }
  if (hour?.['fallback-schedule'] !== undefined) say('its fallback-schedule is not converted');
  return { ...match, ...(Object.keys(tags).length > 0 && { tags }) };
}

function cronOf(policy: Policy, say: Say): string | undefined {
  const schedule = textOf(mapOf(policy.mode)?.schedule);
  const cron = schedule === undefined ? undefined : fiveFieldCron(schedule);
  if (cron === undefined)
    say(
      `its snapshots have no schedule that can be converted (${schedule ?? 'none'}): write create: { cron } by hand`,
    );
  return cron;
}

interface Made {
  readonly rule: DraftRule;
  readonly calendars: Readonly<Record<string, readonly string[]>>;
}

function toRule(parts: readonly Part[], index: number, say: Say): Made[] {
  const [first] = parts;
  if (first === undefined) return [];
  const name = parts
    .map((part) => part.name)
    .join(' and ')
    .slice(0, 100);
  const turns = parts.flatMap(({ turn }) => turn ?? []);
  const idle = parts.find((part) => part.idle !== undefined)?.idle;
  const found = turns.length === 0 ? undefined : hoursOfTurns(turns, (text) => say(`rule ${name}: ${text}`));
  const calendar = `skip-days-${index + 1}`;
  const isSkipping = found !== undefined && found.skip.length > 0;
  const snapshot = parts.find(({ action }) => action === 'snapshot');
  if (found && idle)
    say(`rule ${name}: it is stopped once it is idle after its hours, and not in that hour only`);
  const zone = turns[0]?.timezone;
  return [
    {
      calendars: isSkipping ? { [calendar]: found.skip } : {},
      rule: {
        name,
        match: first.match,
        ...(zone !== undefined && { timezone: zone }),
        ...((found || idle) && {
          power: {
            ...(found && {
              hours: `${found.hours}${isSkipping ? ` except ${calendar}` : ''}`,
              ...(found.start === false && { start: false }),
            }),
            stop: idle ? 'whenIdle' : found?.stops ? 'atEnd' : 'never',
            ...idle,
          },
        }),
        ...(snapshot && { snapshots: { create: { cron: snapshot.cron } } }),
      },
    },
  ];
}

import { CliError } from '../../errors/cli-error.ts';
import { type Convert, listOf, mapOf, mapsOf, textOf } from './convert.ts';
import { fiveFieldCron } from './cron.ts';
import { custodianMatch } from './custodian-match.ts';
import type { DraftRule } from './draft.ts';

type Policy = Readonly<Record<string, unknown>>;
type Filter = Readonly<Record<string, unknown>>;

/** Names that Custodian takes for time zones. https://github.com/cloud-custodian/cloud-custodian/blob/main/c7n/filters/offhours.py */
const ZONES: Readonly<Record<string, string>> = {
  ...{ pt: 'America/Los_Angeles', pst: 'America/Los_Angeles', pdt: 'America/Los_Angeles' },
  ...{ mt: 'America/Denver', mst: 'America/Denver', mdt: 'America/Denver' },
  ...{ ct: 'America/Chicago', cst: 'America/Chicago', cdt: 'America/Chicago' },
  ...{ et: 'America/New_York', est: 'America/New_York', edt: 'America/New_York' },
  ...{ ast: 'America/Phoenix', at: 'America/Halifax', hst: 'Pacific/Honolulu', ah: 'Pacific/Honolulu' },
  ...{
    gmt: 'Etc/GMT',
    ut: 'Etc/UTC',
    utc: 'Etc/UTC',
    bst: 'Europe/London',
    gb: 'Europe/London',
    uk: 'Europe/London',
  },
  ...{
    cet: 'Europe/Berlin',
    ist: 'Europe/Dublin',
    jp: 'Asia/Tokyo',
    nz: 'Pacific/Auckland',
    hk: 'Asia/Hong_Kong',
  },
};

/**
 * Cloud Custodian policies on `rds-cluster` with the filters `offhour` and `onhour` and the actions `stop`, `start` and
 * `snapshot`. A stop and a start of the same clusters become one rule.
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
  const rules = [...Map.groupBy(parts, ({ key }) => key).values()].flatMap((same) => toRule(same));
  return { about: [`Converted from the Cloud Custodian policies in ${name}.`], rules, notes };
};

const ACTIONS = ['stop', 'start', 'snapshot'] as const;

/** On which days it is stopped or started. */
type Week = 'mon-fri' | 'daily' | 'weekends';

interface Part {
  readonly name: string;
  /** The same for the same clusters. */
  readonly key: string;
  readonly match: Readonly<Record<string, unknown>>;
  readonly action: (typeof ACTIONS)[number];
  readonly hour?: number;
  readonly days?: Week;
  readonly timezone?: string;
  readonly cron?: string;
}

function partsOf(policy: Policy, say: (text: string) => void): Part[] {
  const name = textOf(policy.name) ?? 'policy';
  const resource = (textOf(policy.resource) ?? '').replace(/^aws\./, '');
  if (resource !== 'rds-cluster') {
    say(`${resource} is not a cluster of Aurora, Neptune or DocumentDB; it stays with Custodian`);
    return [];
  }
  const filters = listOf(policy.filters);
  const hours = filters.flatMap((one) => hourFilterOf(one));
  const [hour] = hours;
  noteSkipDays(hour, say);
  const match = matchOf(filters, hour, say);
  if (match === undefined) return [];
  return listOf(policy.actions).flatMap((written): Part[] => {
    const named = textOf(written) ?? textOf(mapOf(written)?.type) ?? '';
    const action = ACTIONS.find((one) => one === named);
    if (action === undefined) {
      say(`the action ${named} is not converted`);
      return [];
    }
    const base = {
      name,
      key: JSON.stringify([match, hour?.default_tz ?? '']),
      match,
      action,
    };
    if (action === 'snapshot') {
      const cron = cronOf(policy, say);
      return cron === undefined ? [] : [{ ...base, cron }];
    }
    if (hour === undefined) {
      say(
        `a ${action} without the filter offhour or onhour has no hours to convert; it runs by its schedule`,
      );
      return [];
    }
    const timezone = zoneOf(hour, say);
    return [
      {
        ...base,
        hour: Number(hour[`${hour.type}`] ?? (hour.type === 'offhour' ? 19 : 7)),
        days: weekOf(hour),
        timezone,
      },
    ];
  });
}

function hourFilterOf(written: unknown): Filter[] {
  const filter = mapOf(written);
  return filter?.type === 'offhour' || filter?.type === 'onhour' ? [filter] : [];
}

/** The clusters of all filters; undefined where one cannot be said, because the rule would match more. */
function matchOf(
  filters: readonly unknown[],
  hour: Filter | undefined,
  say: (text: string) => void,
): Part['match'] | undefined {
  const match = custodianMatch(filters.filter((written) => written !== hour));
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

function zoneOf(filter: Filter, say: (text: string) => void): string {
  const written = textOf(filter.default_tz) ?? 'et';
  const zone = ZONES[written.toLowerCase()] ?? written;
  if (filter.default_tz === undefined)
    say('it names no default_tz, which means America/New_York to Custodian');
  return zone;
}

/** Days on which it is stopped or started: Monday to Friday by default. */
function weekOf(filter: Filter): Week {
  if (filter['weekends-only'] === true) return 'weekends';
  return filter.weekends === false ? 'daily' : 'mon-fri';
}

function noteSkipDays(filter: Filter | undefined, say: (text: string) => void): void {
  if (filter?.['skip-days-from'] !== undefined)
    say('skip-days-from is not read: list the dates under calendars');
  const days = listOf(filter?.['skip-days']).flatMap((one) => textOf(one) ?? []);
  if (days.length > 0)
    say(`skip-days ${days.join(', ')}: add them as a calendar, and except its name to the hours`);
}

function cronOf(policy: Policy, say: (text: string) => void): string | undefined {
  const schedule = textOf(mapOf(policy.mode)?.schedule);
  const cron = schedule === undefined ? undefined : fiveFieldCron(schedule);
  if (cron === undefined)
    say(
      `its snapshots have no schedule that can be converted (${schedule ?? 'none'}): write create: { cron } by hand`,
    );
  return cron;
}

function toRule(parts: readonly Part[]): DraftRule[] {
  const [first] = parts;
  if (first === undefined) return [];
  const stop = parts.find(({ action }) => action === 'stop');
  const start = parts.find(({ action }) => action === 'start');
  const snapshot = parts.find(({ action }) => action === 'snapshot');
  const zone = (stop ?? start)?.timezone;
  return [
    {
      name: parts
        .map(({ name }) => name)
        .join(' and ')
        .slice(0, 100),
      match: first.match,
      ...(zone !== undefined && { timezone: zone }),
      ...((stop || start) && { power: powerOf(stop, start) }),
      ...(snapshot && { snapshots: { create: { cron: snapshot.cron } } }),
    },
  ];
}

function powerOf(stop: Part | undefined, start: Part | undefined): NonNullable<DraftRule['power']> {
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const from = start?.hour ?? 0;
  const to = stop?.hour ?? 24;
  const isWeek = (stop ?? start)?.days === 'weekends';
  const days = (stop ?? start)?.days === 'daily' ? 'daily' : 'mon-fri';
  // Stopped on Friday evening, started on Monday morning.
  const hours = isWeek
    ? `mon ${clock(from)}-24:00, tue-thu 00:00-24:00, fri 00:00-${clock(to)}`
    : `${days} ${clock(from)}-${clock(to)}`;
  return {
    hours,
    ...(start === undefined && { start: false }),
    stop: stop === undefined ? 'never' : 'atEnd',
  };
}

import type { Policy } from '../shared/policy/model/policy.ts';
import { hasOrder } from '../shared/policy/power/order.ts';
import { changeCalendarsOf } from '../shared/policy/rules/change-calendar.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import { MINUTE_MS } from '../shared/policy/time/units.ts';
import { hoursIn, noTotals, sumsByRule } from '../timeline/sum.ts';
import type { ClusterTimeline, Lane, Mark, PowerState, Timeline } from '../timeline/timeline.ts';
import type { Totals } from '../timeline/totals.ts';
import { calendarEvents } from './calendar.ts';
import { forecastCapacity } from './capacity.ts';
import type { Event, ForecastCluster, Span } from './course.ts';
import { whyUnchanged } from './moment.ts';
import { forecastPower } from './power.ts';
import { forecastSnapshots } from './snapshots.ts';
import { forecastStream } from './streams.ts';

/** The files as the user named them, and sentences about what is not known. */
export interface About {
  readonly policyName: string;
  readonly fleetName: string;
  readonly notes?: readonly string[];
}

/**
 * The acts of the clock on each cluster by a policy that is enforced, and those that depend on use. Limits, faults of AWS, and
 * what people change are not foretold.
 */
export function forecast(clusters: readonly ForecastCluster[], span: Span, about: About): Timeline {
  const { policy, from, to } = span;
  const texts = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = texts.get(text) ?? texts.size;
    texts.set(text, number);
    return number;
  };
  const courses = clusters.toSorted(byPlace).map((one) => courseOf(one, span, numberOf));
  return {
    version: 1,
    kind: 'forecast',
    policy: about.policyName,
    fleet: about.fleetName,
    mode: policy.mode,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    timezone: policy.timezone,
    totals: summed(courses.map((course) => course.totals)),
    rules: sumsByRule(policy, courses, summed),
    clusters: courses,
    texts: [...texts.keys()],
    notes: [
      ...NOTES,
      ...calendarNotes(policy),
      ...pauseNotes(policy),
      ...(hasOrder(policy) ? [ORDER_NOTE] : []),
      ...(about.notes ?? []),
    ],
  };
}

const NOTES = [
  'limits, failures and changes by people are not foretold; a change is made within five minutes of its time',
  'copies and deletions of snapshots follow the snapshots and are not foretold',
];

function pauseNotes({ enabled, rules }: Policy): string[] {
  const paused = rules.flatMap((rule) => (rule.enabled === false ? [rule.name] : []));
  if (enabled === false) return ['the policy says enabled: false; this is what it would do without'];
  return paused.length === 0
    ? []
    : [`rules that say enabled: false are foretold as if they did not: ${paused.join(', ')}`];
}

function calendarNotes(policy: Policy): string[] {
  const names = changeCalendarsOf(policy);
  if (names.length === 0) return [];
  return [
    `change calendars are taken as OPEN, and some changes wait while they are CLOSED: ${names.join(', ')}`,
  ];
}

const ORDER_NOTE =
  'starts and stops that wait for other clusters by power.after come later than shown, by as long as these take';

/** By account, Region and identifier, in whatever order they were read. */
function byPlace({ cluster: a }: ForecastCluster, { cluster: b }: ForecastCluster): number {
  const key = ({ account, region, id }: typeof a): string => `${account} ${region} ${id}`;
  return key(a) < key(b) ? -1 : 1;
}

function courseOf(one: ForecastCluster, span: Span, numberOf: (text: string) => number): ClusterTimeline {
  const { arn, id, account, region, engine, members, tags } = one.cluster;
  const power = forecastPower(one, span);
  const stream = forecastStream(one, span, power);
  const capacity = forecastCapacity(one, span, power);
  const events = [
    ...power.events,
    ...(stream?.events ?? []),
    ...(capacity?.events ?? []),
    ...forecastSnapshots(one, span, power),
    ...calendarEvents(one, span),
  ].toSorted((a, b) => a.at - b.at);
  const rule = settingsOf(span.policy, one.cluster, 'power')?.name;
  const why = rule !== undefined && power.events.length === 0 ? whyUnchanged(one, span) : undefined;
  return {
    ...{ arn, id, account, region, engine, instances: members.length, tags },
    ...(rule !== undefined && { rule }),
    power: power.lane,
    ...(stream && { stream: stream.lane }),
    ...(capacity && { capacity: capacity.lane }),
    marks: events.map((event) => toMark(event, span.from, numberOf)),
    ...(why && { why }),
    totals: totalsOf(power.lane, events, span),
  };
}

function toMark({ at, text, ...event }: Event, from: number, numberOf: (text: string) => number): Mark {
  return { minute: Math.round((at - from) / MINUTE_MS), ...event, text: numberOf(text) };
}

function totalsOf(lane: Lane<PowerState>, events: readonly Event[], { from, to }: Span): Totals {
  const end = (to - from) / MINUTE_MS;
  const hours = (state: PowerState) => hoursIn(lane, state, end);
  const count = (kind: Event['kind']): number =>
    events.filter((event) => event.kind === kind && event.maybe === undefined).length;
  return {
    ...noTotals,
    hoursUp: hours('up'),
    hoursMaybe: hours('maybe'),
    hoursStopped: hours('stopped'),
    hoursChanging: hours('changing'),
    starts: count('start'),
    stops: count('stop'),
    sevenDayRestarts: count('seven-day-restart'),
    snapshots: count('snapshot'),
    streamRestarts: count('start-stream') + count('stop-stream'),
  };
}

const COUNTED = [
  'hoursUp',
  'hoursMaybe',
  'hoursStopped',
  'hoursChanging',
  'starts',
  'stops',
  'sevenDayRestarts',
  'snapshots',
  'streamRestarts',
] as const;

function summed(all: readonly Totals[]): Totals {
  const sums = COUNTED.map((key) => [key, all.reduce((sum, totals) => sum + (totals[key] ?? 0), 0)]);
  return { ...noTotals, ...Object.fromEntries(sums) };
}

import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { type EpochMs, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { hoursIn, noTotals, sumOf, sumsByRule } from '../../timeline/sum.ts';
import type { ClusterTimeline, Lane, Mark, MarkKind, PowerState, Timeline } from '../../timeline/timeline.ts';
import type { Totals } from '../../timeline/totals.ts';
import { supportLines } from '../survey/support-lines.ts';
import { plain } from '../terminal/paint.ts';
import type { Doer, Entry } from './entries.ts';
import type { Told } from './read.ts';
import { EVENTS_NOTE, missingText } from './text.ts';

/** The time that a report is about, and the policy as the user named it. */
export interface Span {
  readonly since: EpochMs;
  readonly now: EpochMs;
  readonly policyName: string;
}

const MARKS: readonly (readonly [what: string, kind: MarkKind])[] = [
  ['seven-day restart', 'seven-day-restart'],
  ['snapshot copied', 'copy'],
  ['snapshot taken', 'snapshot'],
  ['stream start', 'start-stream'],
  ['stream stop', 'stop-stream'],
  ['stop', 'stop'],
  ['start', 'start'],
  ['capacity', 'capacity'],
];

const DOERS: Readonly<Record<Doer, Mark['by']>> = {
  dormouse: 'dormouse',
  person: 'people',
  aws: 'aws',
  unknown: 'unknown',
};

/** A report as a timeline: what the events and tags show of each cluster, whatever is not recorded left out. */
export function reportTimeline(
  policy: Policy,
  { entries, unread, clusters, support }: Told,
  { since, now, policyName }: Span,
): Timeline {
  const texts: string[] = [];
  const keyOf = ({ account, region }: { account: string; region: string }, id: string) =>
    `${account} ${region} ${id}`;
  const byCluster = Map.groupBy(entries, (entry) => keyOf(entry, entry.cluster));
  const courses = clusters.map((cluster): ClusterTimeline => {
    const own = byCluster.get(keyOf(cluster, cluster.id)) ?? [];
    const { arn, id, account, region, engine, members, tags } = cluster;
    const rule = settingsOf(policy, cluster, 'power')?.name;
    const power = powerOf(cluster, own, { since, now });
    const marks = own.map((entry) => toMark(entry, since, texts));
    return {
      ...{ arn, id, account, region, engine, instances: members.length, tags },
      ...(rule !== undefined && { rule }),
      power,
      marks,
      totals: totalsOf(power, marks, (now - since) / MINUTE_MS),
    };
  });
  return {
    version: 1,
    kind: 'report',
    policy: policyName,
    fleet: 'AWS',
    mode: policy.mode,
    from: new Date(since).toISOString(),
    to: new Date(now).toISOString(),
    timezone: policy.timezone,
    totals: sumOf(courses.map(({ totals }) => totals)),
    rules: sumsByRule(policy, courses),
    clusters: courses,
    texts,
    notes: [...unread.map(missingText), ...supportNotes(support), EVENTS_NOTE],
  };
}

/** One sentence about the versions whose support ends, without the heading of the lines. */
function supportNotes(support: Told['support']): string[] {
  const [, ...lines] = supportLines(support, plain).map((line) => line.trim());
  return lines.length === 0 ? [] : [`End of support: ${lines.join('; ')}`];
}

/** The states between its events; where an event was lost, the state of now begins at the end. */
function powerOf(
  { status, createdAt }: Cluster,
  entries: readonly Entry[],
  { since, now }: Pick<Span, 'since' | 'now'>,
): Lane<PowerState> {
  const end = minuteOf(now, since);
  const current = status === 'stopped' ? 'stopped' : status === 'available' ? 'up' : 'changing';
  const turns = entries.flatMap(({ at, what }): [number, PowerState][] => {
    const minute = minuteOf(at, since);
    if (what === 'stopped') return [[minute, 'stopped']];
    if (what === 'started') return [[minute, 'up']];
    if (what === 'seven-day restart') return [[minute, 'changing']];
    return [];
  });
  const first = turns[0]?.[1];
  const before = first === undefined ? current : first === 'stopped' ? 'up' : 'stopped';
  const requested = entries.findLast(({ what }) => /^(stop|start) requested$/.test(what));
  const changes: [number, PowerState][] = [
    createdAt !== undefined && createdAt > since ? [0, 'absent'] : [0, before],
    ...(createdAt !== undefined && createdAt > since
      ? [[minuteOf(createdAt, since), 'up'] as [number, PowerState]]
      : []),
    ...turns,
    [
      current === 'changing' && requested ? minuteOf(requested.at, since) : Math.max(0, end - 1),
      current,
    ] as const,
  ];
  const lane: [number, PowerState][] = [];
  for (const [minute, state] of changes.toSorted(([a], [b]) => a - b)) {
    if (lane.at(-1)?.[0] === minute) lane.pop();
    if (lane.at(-1)?.[1] !== state) lane.push([minute, state]);
  }
  return lane;
}

function minuteOf(at: EpochMs, since: EpochMs): number {
  return Math.max(0, Math.round((at - since) / MINUTE_MS));
}

function toMark(entry: Entry, since: EpochMs, texts: string[]): Mark {
  const { at, what, by, rule, region } = entry;
  const kind = what.endsWith('refused')
    ? 'failed'
    : (MARKS.find(([begin]) => what.startsWith(begin))?.[1] ?? 'by-hand');
  const sentence = sentenceOf(entry, kind);
  const known = texts.indexOf(sentence);
  const text = known === -1 && sentence !== '' ? texts.push(sentence) - 1 : known;
  return {
    minute: minuteOf(at, since),
    kind,
    by: DOERS[by],
    ...(text !== -1 && { text }),
    ...(rule !== undefined && { rule }),
    ...(kind === 'copy' && { region }),
  };
}

/** The words of an entry that the kind, doer and rule of its mark leave out. */
function sentenceOf({ what, snapshot, why, by }: Entry, kind: MarkKind): string {
  const isMore = kind === 'failed' || kind === 'by-hand' || what.endsWith('requested');
  const parts = [
    isMore ? what : '',
    snapshot ?? '',
    why ?? '',
    by === 'unknown' ? 'not recorded by whom' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Acts of Dormouse are counted; those of others only show. */
function totalsOf(power: Lane<PowerState>, marks: readonly Mark[], end: number): Totals {
  const count = (kind: MarkKind) =>
    marks.filter((mark) => mark.kind === kind && (mark.by === 'dormouse' || mark.by === 'unknown')).length;
  return {
    ...noTotals,
    hoursUp: hoursIn(power, 'up', end),
    hoursStopped: hoursIn(power, 'stopped', end),
    hoursChanging: hoursIn(power, 'changing', end),
    starts: count('start'),
    stops: count('stop'),
    sevenDayRestarts: marks.filter(({ kind }) => kind === 'seven-day-restart').length,
    snapshots: count('snapshot'),
    copies: count('copy'),
  };
}

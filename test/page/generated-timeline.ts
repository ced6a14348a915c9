import { defined } from '../../shared/defined.ts';
import type { RecoveryAge } from '../../timeline/recovery.ts';
import type { ClusterTimeline, Lane, Mark, PowerState, Timeline } from '../../timeline/timeline.ts';
import type { Totals } from '../../timeline/totals.ts';

const DAY = 1440;
const engines = ['aurora-postgresql', 'aurora-mysql', 'neptune', 'docdb'] as const;
const rules = ['developer databases', 'night batch', 'analytics', undefined] as const;
const regions = ['eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'];

/** A timeline of a made-up fleet that works by day: the same seed gives the same one. */
export function generatedTimeline({ clusters = 46, days = 28, seed = 1, lateEvery = 9 } = {}): Timeline {
  const random = mulberry32(seed);
  const courses = Array.from({ length: clusters }, (_, index) =>
    course(index, days * DAY, random, lateEvery),
  );
  const names = [...new Set(courses.flatMap(({ rule }) => rule ?? []))];
  const from = Date.UTC(2026, 10, 1, 23);
  return {
    version: 1,
    kind: 'simulation',
    policy: 'policy.yml',
    fleet: 'fleet.yml',
    mode: 'enforce',
    from: new Date(from).toISOString(),
    to: new Date(from + days * DAY * 60_000).toISOString(),
    timezone: 'Europe/Berlin',
    totals: sum(courses.map(({ totals }) => totals)),
    rules: names.map((rule) => {
      const all = courses.filter((one) => one.rule === rule);
      return { rule, clusters: all.length, totals: sum(all.map(({ totals }) => totals)) };
    }),
    clusters: courses,
    texts: [
      'no connection in the last hour',
      'hours begin at 07:30',
      'somebody connected while it was stopped',
    ],
    notes: ['Prices of 3 clusters are unknown; their money is in no sum.'],
  };
}

function course(index: number, end: number, random: () => number, lateEvery: number): ClusterTimeline {
  const power: [number, PowerState][] = [[0, 'stopped']];
  const marks: Mark[] = [];
  const rule = rules[index % rules.length];
  for (let day = 0; day < end; day += DAY) {
    const start = day + 420 + Math.floor(random() * 60);
    const stop = day + 1080 + Math.floor(random() * 240);
    if ((day / DAY) % 7 > 4 || rule === undefined) continue;
    const uses = [
      start + 8,
      start + 60 + Math.floor(random() * 60),
      start + 300,
      start + 340,
      stop - 60,
    ] as const;
    power.push(
      [start, 'changing'],
      [uses[0], 'idle'],
      [uses[1], 'used'],
      [uses[2], 'idle'],
      [uses[3], 'used'],
    );
    power.push([uses[4], 'idle'], [stop, 'changing'], [stop + 6, 'stopped']);
    marks.push({ minute: start, kind: 'start', by: 'dormouse', reason: 'hours-begin', rule, text: 1 });
    if ((index + day / DAY) % lateEvery === 0) {
      marks.push({ minute: start - 20, kind: 'late-start', by: 'people', minutes: 28, text: 2 });
    }
    marks.push({ minute: stop, kind: 'stop', by: 'dormouse', reason: 'idle', rule, text: 0 });
    if (index % 3 === 0)
      marks.push({ minute: stop - 5, kind: 'snapshot', by: 'dormouse', reason: 'before-stop', rule });
    if (index % 6 === 0) {
      marks.push({
        minute: stop + 90,
        kind: 'copy',
        by: 'dormouse',
        region: 'us-west-2',
        rule,
        reason: 'copy-due',
      });
    }
  }
  const isServerless = index % 5 === 0;
  const region = regions[index % regions.length] ?? '';
  const engine = engines[index % engines.length] ?? '';
  const id = `${['dev', 'test', 'batch', 'bank'][index % 4]}-${['orders', 'search', 'ledger', 'audit', 'graph'][index % 5]}-${index}`;
  const account = index % 7 === 0 ? '444455556666' : '111122223333';
  return {
    arn: `arn:aws:rds:${region}:${account}:cluster:${id}`,
    ...{
      id,
      account,
      region,
      engine,
      instances: 1 + (index % 3),
      tags: { env: id.split('-')[0] ?? '', team: `t${index % 6}` },
    },
    ...defined({ rule }),
    power: rule === undefined ? [[0, 'used']] : power,
    ...(index % 8 === 0 && { stream: streamOf(power) }),
    ...(isServerless && { capacity: limitsOf(end), units: unitsOf(end, random) }),
    ...(id === 'dev-orders-0' && { recovery: recoveryOf() }),
    marks: marks.toSorted((a, b) => a.minute - b.minute),
    why:
      rule === undefined
        ? { reason: 'no-rule', detail: 'no rule matches' }
        : { reason: 'idle', detail: 'no connection in the last hour' },
    totals: totalsOf(rule === undefined ? [[0, 'used']] : power, marks, end),
  };
}

/** Recovery points at home, and in a Region where they got older than the rule allows. */
export function recoveryOf(): RecoveryAge[] {
  const home = { region: 'eu-central-1', worstHours: 26, meanHours: 12.2, hoursWith: 72, hoursWithout: 0 };
  const away = { region: 'us-west-2', worstHours: 96, meanHours: 30, hoursWith: 67, hoursWithout: 5 };
  return [home, { ...away, maxAgeHours: 48, hoursOver: 20 }];
}

function streamOf(power: Lane<PowerState>): Lane<'on' | 'off'> {
  return power.map(
    ([minute, state]) => [minute, state === 'stopped' || state === 'changing' ? 'off' : 'on'] as const,
  );
}

function limitsOf(end: number): Lane<{ min: number; max: number }> {
  const days = Array.from({ length: end / DAY }, (_, day) => day * DAY);
  return [
    [0, { min: 0.5, max: 4 }],
    ...days.flatMap(
      (day) =>
        [
          [day + 480, { min: 2, max: 16 }],
          [day + 1140, { min: 0.5, max: 4 }],
        ] as const,
    ),
  ];
}

function unitsOf(end: number, random: () => number): Lane<number> {
  return Array.from(
    { length: end / 60 },
    (_, hour) =>
      [hour * 60, Math.round(random() * 7) / 2 + (hour % 24 > 8 && hour % 24 < 19 ? 2 : 0)] as const,
  );
}

function totalsOf(power: Lane<PowerState>, marks: readonly Mark[], end: number): Totals {
  const hours = (state: PowerState): number =>
    power.reduce(
      (all, [from, one], index) => all + (one === state ? ((power[index + 1]?.[0] ?? end) - from) / 60 : 0),
      0,
    );
  const count = (kind: Mark['kind']): number => marks.filter((mark) => mark.kind === kind).length;
  const saved = hours('stopped') * 0.6;
  return {
    ...{
      hoursUsed: hours('used'),
      hoursIdle: hours('idle'),
      hoursUp: 0,
      hoursStopped: hours('stopped'),
      hoursPaused: 0,
    },
    ...{ hoursChanging: hours('changing'), instanceHoursSaved: hours('stopped'), capacityHours: 0 },
    ...{
      starts: count('start'),
      stops: count('stop'),
      lateStarts: count('late-start'),
      lateMinutes: 28 * count('late-start'),
    },
    ...{
      deniedMinutes: 0,
      sevenDayRestarts: 0,
      hoursWastedByRestarts: 0,
      snapshots: count('snapshot'),
      copies: count('copy'),
    },
    ...{ deletes: 0, streamGapMinutes: 0, streamRestarts: 0 },
    money: {
      with: (end / 60) * 0.6 - saved,
      without: (end / 60) * 0.6,
      saved,
      snapshots: 0,
      earlierSnapshots: 0,
      committed: 0,
      known: 1,
      of: 1,
    },
  };
}

function sum(all: readonly Totals[]): Totals {
  const add = (zero: object, parts: readonly object[]): object =>
    Object.fromEntries(
      Object.keys(zero).map((key) => [
        key,
        parts.reduce((total, part) => total + Number(Reflect.get(part, key)), 0),
      ]),
    );
  const [first] = all;
  if (first?.money === undefined) throw new Error('a fleet has clusters');
  const { money, ...rest } = first;
  return {
    ...(add(rest, all) as Totals),
    money: add(
      money,
      all.map((one) => one.money ?? {}),
    ) as typeof money,
  };
}

/** https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

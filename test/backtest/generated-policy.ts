/** Policies of every aspect, drawn from a seed. */
import { stringify } from 'yaml';
import { aTime, aTimeRange, away, chooser, type Draw, groups, small, zones } from './drawing.ts';

/** A policy whose rules are each for the clusters with one value of the tag `rules`. */
export function aPolicy(seed: number, targets = small): string {
  const draw = chooser(seed ^ 0x9011c7);
  const drawFreeze = chooser(seed ^ 0xf4ee3e);
  const drawMore = chooser(seed ^ 0x0bde57);
  return stringify({
    version: 1,
    mode: 'enforce',
    timezone: draw.one(zones),
    targets: targets.map(({ account, regions }) => ({
      ...{ account, regions },
      role: `arn:aws:iam::${account}:role/dormouse`,
    })),
    calendars: { holidays: ['4th thu of nov', '12-01..12-02'], 'month-start': ['1st weekday of month'] },
    limits: {
      stop: draw.one([50, 2, '20%', { cap: 50, breaker: '60%' }]),
      start: draw.one([50, 3, '30%']),
      createSnapshot: draw.one([50, 2]),
      deleteSnapshot: draw.one([{ cap: 50, breaker: '50%' }, { cap: 2 }, { cap: 50, perCluster: '50%' }]),
      copiesInFlight: draw.one([5, 2]),
    },
    ...(draw.chance(0.3) && { orphans: { expireAfter: '5d' } }),
    protect: [{ tags: { env: ['prod'] }, from: ['stop', 'changeActivityStream'] }],
    ...(drawFreeze.chance(0.4) && {
      changeCalendar: {
        name: 'freeze',
        from: drawFreeze.one([
          ['stop', 'start'],
          ['changeCapacity', 'deleteSnapshot', 'createSnapshot'],
          ['stop', 'changeActivityStream', 'copySnapshot'],
        ]),
      },
    }),
    ...byOwners(
      seed,
      Array.from({ length: groups }, (_, group) =>
        withNotify(drawMore, withStagger(drawMore, withOrder(drawMore, group, aRule(draw, group)))),
      ),
    ),
  });
}

/** Its starts are spread, where its hours begin. */
function withStagger(draw: Draw, rule: Record<string, unknown>): Record<string, unknown> {
  const { power } = rule as { power?: { hours?: string; start?: boolean } };
  const begins =
    power?.hours !== undefined && !['always', 'never'].includes(power.hours) && power.start !== false;
  return begins && draw.chance(0.3)
    ? { ...rule, power: { ...power, stagger: draw.one(['10m', '1h']) } }
    : rule;
}

/** It warns of what it stops and deletes. */
function withNotify(draw: Draw, rule: Record<string, unknown>): Record<string, unknown> {
  const makesAny =
    rule.snapshots !== undefined || (rule.power as { stop?: string } | undefined)?.stop !== 'never';
  if (!makesAny || (rule.power ?? rule.snapshots) === undefined || !draw.chance(0.3)) return rule;
  return { ...rule, notify: { before: draw.one(['5m', '30m', '4h']) } };
}

/** Its clusters come after those of an earlier rule, so that there are no circles. */
function withOrder(draw: Draw, group: number, rule: Record<string, unknown>): Record<string, unknown> {
  if (rule.power === undefined || group === 0 || !draw.chance(0.4)) return rule;
  const before = Array.from({ length: group }, (_, other) => String(other)).filter(() => draw.chance(0.6));
  const after = { tags: { rules: before.length === 0 ? ['0'] : before } };
  return { ...rule, power: { ...rule.power, after } };
}

/** In a third of the policies, clusters say their hours by tags. */
function byOwners(seed: number, rules: Record<string, unknown>[]): Record<string, unknown> {
  if (seed % 3 !== 1) return { rules };
  const draw = chooser(seed ^ 0x0a9e75);
  return {
    schedules: { office: someHours(draw), tokyo: { hours: someHours(draw), timezone: 'Asia/Tokyo' } },
    rules: rules.map((rule) => {
      const { power } = rule as { readonly power?: Record<string, unknown> };
      if (power?.hours === undefined) return rule;
      const byTag = draw.chance(0.5) && { hours: 'tag schedule' };
      return { ...rule, power: { ...power, ...byTag, ...(draw.chance(0.7) && { override: 'max 2d' }) } };
    }),
  };
}

function aRule(draw: Draw, group: number): Record<string, unknown> {
  return {
    name: `rule ${group}`,
    match: { tags: { rules: [String(group)] } },
    ...(draw.chance(0.3) && { timezone: draw.one(zones) }),
    ...(draw.chance(0.06) && { mode: 'observe' }),
    ...(draw.chance(0.8) && { power: aPowerRule(draw) }),
    ...(draw.chance(0.5) && { snapshots: aSnapshotsRule(draw) }),
    ...(draw.chance(0.45) && { activityStream: aStreamRule(draw) }),
    capacity: [
      ...(draw.chance(0.7) ? [{ hours: someHours(draw), ...someCapacity(draw) }] : []),
      { ...someCapacity(draw), ...(draw.chance(0.3) && { whenBusy: 'apply' }) },
    ],
  };
}

function aPowerRule(draw: Draw): Record<string, unknown> {
  const hasHours = draw.chance(0.75);
  return {
    ...(hasHours && { hours: someHours(draw) }),
    ...someStop(draw, hasHours),
    idleFor: draw.one(['15m', '60m', '4h', '1d']),
    minUptime: draw.one(['10m', '30m', '3h']),
    afterAwsRestart: draw.one(['stop', 'leave']),
    maintenance: draw.one(['ignore', 'honour']),
    ...(draw.chance(0.25) && { snapshotFirst: true }),
    ...(hasHours &&
      draw.one([{}, {}, {}, { start: false }, { startBefore: '20m' }, { startBefore: 'auto' }])),
  };
}

/** A way to stop, with what goes with it. */
function someStop(draw: Draw, hasHours: boolean): Record<string, unknown> {
  const bound = draw.chance(0.3) ? { maxUptime: { atOnce: draw.one(['4h', '20h']) } } : {};
  const idle = draw.chance(0.2)
    ? { idle: draw.one([{ connections: 3 }, { cpu: '20%', ignore: ['queries'] }]) }
    : {};
  const atEnd = draw.one([{}, bound, { maxUptime: '1d', ...idle }]);
  return draw.one([
    ...[{ stop: 'whenIdle' }, { stop: 'whenIdle', ...idle }, { stop: 'whenIdle', ...bound }],
    ...(hasHours ? [{ stop: 'atEnd', ...atEnd }] : []),
    ...[{ stop: 'atOnce' }, { stop: 'never' }],
  ]);
}

function aSnapshotsRule(draw: Draw): Record<string, unknown> {
  const keep = () =>
    draw.one([{ last: 2 }, { daily: 3, weekly: 1 }, { last: 1, daily: 2 }, { hourly: 4, daily: 2 }]);
  return {
    create: {
      cron: draw.one(['0 3 * * *', '30 */6 * * *', '5 * * * *', '0 12 * * mon,thu']),
      ...(draw.chance(0.8) && { keep: keep() }),
    },
    ...(draw.chance(0.6) && {
      copy: {
        sources: draw.one([['automated', 'manual'], ['manual'], ['automated']]),
        to: away
          .filter(() => draw.chance(0.7))
          .concat(away.slice(0, 1))
          .filter((region, index, all) => all.indexOf(region) === index)
          .map((region) => ({
            region,
            kmsKey: draw.one(['alias/copies', 'alias/copies', 'alias/off']),
            keep: keep(),
          })),
      },
    }),
  };
}

function aStreamRule(draw: Draw): Record<string, unknown> {
  return {
    mode: draw.one(['async', 'async', 'sync', 'off']),
    kmsKey: draw.one(['alias/audit', 'alias/audit', 'alias/off']),
    ...(draw.chance(0.5) && { hours: someHours(draw) }),
    restart: draw.one(['maintenanceWindow', 'offHours', 'anytime']),
  };
}

function someHours(draw: Draw): string {
  const range = () => `${draw.one(['mon-fri', 'daily', 'sat,sun', 'mon,wed'])} ${aTimeRange(draw)}`;
  return draw.one([
    ...['mon-fri 07:30-19:00 except holidays', 'daily 22:00-06:00', 'mon-fri 08:00-18:00, sat 10:00-14:00'],
    ...[
      `mon-fri 0${draw.within(6, 9)}:${draw.within(10, 59)}-${draw.within(14, 21)}:${draw.within(10, 59)}`,
      range(),
      `fri ${aTime(draw)} - mon ${aTime(draw)}, wed 10:00-12:00 except holidays`,
      `month-start ${aTimeRange(draw)}, 2026-11-27, sat 10:00-14:00 except holidays`,
    ],
  ]);
}

function someCapacity(draw: Draw): Record<string, unknown> {
  return draw.one([
    { min: 1, max: 16 },
    { min: 0.5, max: 4 },
    { min: 2.5, max: 8 },
    { min: 0, max: 4, autoPauseAfter: '10m' },
    { min: 8, max: 32 },
  ]);
}

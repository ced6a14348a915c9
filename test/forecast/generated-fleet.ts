import fc from 'fast-check';

/** A Monday at which every forecast begins. */
export const FROM = Date.parse('2026-11-23T00:00:00Z');

/** Rules for power by the tag that chooses them, as YAML of one line. */
const powerRules = {
  office: '{ hours: "mon-fri 07:30-19:00 except holidays", override: max 2d }',
  night: '{ hours: "daily 22:00-06:00", stop: atOnce, override: max 2d }',
  sandbox: '{ idleFor: 30m, minUptime: 15m }',
  never: '{ hours: "mon-fri 08:00-18:00", stop: never }',
  manual: '{ hours: "mon-fri 08:00-18:00", start: false, stop: atOnce }',
  left: '{ hours: "tue 06:00-22:00", afterAwsRestart: leave }',
  maintained: '{ hours: "mon-fri 12:00-13:00", maintenance: honour, stop: atOnce }',
  early: '{ hours: "mon-fri 08:00-18:00", startBefore: 40m }',
  ended: '{ hours: "mon-fri 08:00-18:00", stop: atEnd, maxUptime: 5h }',
  bounded: '{ hours: "mon-fri 08:00-18:00", maxUptime: { atOnce: 5h } }',
  staggered: '{ hours: "mon-fri 08:00-18:00", stagger: 2h }',
  warned: '{ hours: "mon-fri 08:00-18:00", stop: atOnce }, notify: { before: 2h }',
  warnedIdle: '{ hours: "mon-fri 08:00-18:00" }, notify: { before: 1h }',
  first: '{ hours: "mon-fri 06:00-20:00", stop: atOnce, snapshotFirst: true }',
} as const;

/** Everything about one cluster that a forecast depends on, and its use, which it cannot know. */
export interface GeneratedCluster {
  readonly power: keyof typeof powerRules | 'none';
  readonly zone: 'berlin' | 'tokyo';
  readonly use: 'none' | 'always' | 'missing' | 'days' | 'nights';
  readonly isStopped: boolean;
  /** Hours for which it has had its status. */
  readonly sinceHours: number;
  readonly hold?: 'stopped' | 'up' | 'no changes';
  readonly holdHours: number;
  /** Its own hours, until as long after the beginning as a hold. */
  readonly hours?: 'always' | 'never' | 'daily 09:00-23:00';
  readonly stream: 'none' | 'anytime' | 'offHours' | 'maintenanceWindow';
  readonly capacity: 'none' | 'wait' | 'apply';
  readonly isBackedUp: boolean;
}

export const generatedCluster: fc.Arbitrary<GeneratedCluster> = fc.record(
  {
    power: fc.constantFrom(...(Object.keys(powerRules) as (keyof typeof powerRules)[]), 'none' as const),
    zone: fc.constantFrom('berlin' as const, 'tokyo' as const),
    use: fc.constantFrom('none', 'none', 'always', 'missing', 'days', 'nights'),
    isStopped: fc.boolean(),
    sinceHours: fc.integer({ min: 2, max: 166 }),
    hold: fc.constantFrom('stopped', 'up', 'no changes'),
    holdHours: fc.integer({ min: 1, max: 60 }),
    hours: fc.constantFrom('always', 'never', 'daily 09:00-23:00'),
    stream: fc.constantFrom('none', 'none', 'anytime', 'offHours', 'maintenanceWindow'),
    capacity: fc.constantFrom('none', 'wait', 'apply'),
    isBackedUp: fc.boolean(),
  },
  {
    requiredKeys: [
      'power',
      'zone',
      'use',
      'isStopped',
      'sinceHours',
      'holdHours',
      'stream',
      'capacity',
      'isBackedUp',
    ],
  },
);

/** The fleet file of some clusters. */
export function fleetOf(clusters: readonly GeneratedCluster[]): object {
  return {
    keys: [{ alias: 'alias/audit' }],
    useProfiles: {
      days: [{ hours: 'mon-fri 09:00-21:00', timezone: 'Europe/Berlin', connections: 5, cpu: 40 }],
      nights: [{ hours: 'daily 20:00-23:00', timezone: 'Europe/Berlin', connections: 5, cpu: 40 }],
    },
    clusters: clusters.map((one, index) => ({
      id: `c${index}`,
      tags: tagsOf(one),
      use: one.use,
      status: one.isStopped ? 'stopped' : 'available',
      since: `${one.sinceHours}h`,
      maintenanceWindow: 'tue:03:00-tue:03:30',
      ...(one.capacity !== 'none' && { serverless: { min: 1, max: 8 } }),
    })),
  };
}

function tagsOf(one: GeneratedCluster) {
  const { power, zone, hold, holdHours, hours, stream, capacity, isBackedUp } = one;
  const until = new Date(FROM + holdHours * 3_600_000).toISOString().replace('.000', '');
  return {
    ...(power !== 'none' && { power: `${power}-${zone}` }),
    ...(hold && { 'dormouse:hold': `${hold} until ${until}` }),
    ...(hours && { 'dormouse:hours': `${hours} until ${until}` }),
    ...(stream !== 'none' && { stream }),
    ...(capacity !== 'none' && { capacity }),
    ...(isBackedUp && { backup: 'yes' }),
  };
}

/** The policy that decides about all of them. */
export function policyText(): string {
  const zones = { berlin: 'Europe/Berlin', tokyo: 'Asia/Tokyo' };
  const power = Object.entries(powerRules).flatMap(([name, rule]) =>
    Object.entries(zones).map(
      ([zone, timezone]) =>
        `- { name: ${name} ${zone}, match: { tags: { power: ${name}-${zone} } }, timezone: ${timezone}, power: ${rule} }`,
    ),
  );
  const streams = ['anytime', 'offHours', 'maintenanceWindow'].map(
    (restart) =>
      `- { name: stream ${restart}, match: { tags: { stream: ${restart} } }, timezone: Europe/Berlin, ` +
      `activityStream: { mode: async, kmsKey: alias/audit, hours: "daily 08:00-18:00", restart: ${restart} } }`,
  );
  const capacities = ['wait', 'apply'].map(
    (busy) =>
      `- { name: capacity ${busy}, match: { tags: { capacity: ${busy} } }, ` +
      `capacity: [{ hours: "daily 06:00-20:00", min: 2, max: 16 }, { min: 1, max: 4, whenBusy: ${busy} }] }`,
  );
  return [
    'version: 1',
    'mode: enforce',
    'targets: [{ account: "111122223333", regions: [eu-central-1] }]',
    'calendars: { holidays: ["2026-11-25"] }',
    'rules:',
    ...power,
    ...streams,
    ...capacities,
    '- { name: backups, match: { tags: { backup: "yes" } }, snapshots: { create: { cron: "30 3 * * *" } } }',
  ].join('\n');
}

import fc from 'fast-check';

/** Some of these, at least one, none twice. */
function some<T>(...values: readonly T[]): fc.Arbitrary<T[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
}

function optional<T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record(model, { requiredKeys: [] });
}

const account = fc.constantFrom('111122223333', '012345678901');
const region = fc.constantFrom('us-east-1', 'ap-southeast-2', 'mx-central-1');
const timezone = fc.constantFrom('UTC', 'Europe/Berlin', 'Australia/Lord_Howe');
const hours = fc.constantFrom(
  'always',
  'never',
  'daily 22:00-06:00',
  'MON, wed-fri 7:30-19:00 except off',
  '08:00-09:00',
);
const duration = fc.constantFrom('5m', '60m', '1h30m', '1d');
const kmsKey = fc.constantFrom(
  'alias/x',
  'mrk-1234abcd12ab34cd56ef1234567890ab',
  '1234abcd-12ab-34cd-56ef-1234567890ab',
);
const action = some('stop', 'start', 'createSnapshot', 'copySnapshot', 'deleteSnapshot', 'changeCapacity');

const tagValue = fc.constantFrom(
  ...['dev', '*', '', 'Größe 1', 'a/b:c=d+e-f@g_h.i'],
  ...['dev-*', '!x', '{a,b}[!0-9]?'],
);
const moment = fc.constantFrom('2026-01-01', '2026-01-01T06:00:00Z', '2026-01-01T06:00+01:00');
const conditions = {
  engines: some('aurora-mysql', 'aurora-postgresql', 'neptune', 'docdb', 'mysql', 'postgres'),
  tags: fc.dictionary(
    fc.constantFrom('env', 'aws:cloudformation:stack-name', 'cost centre'),
    fc.oneof(tagValue, fc.array(tagValue, { minLength: 1, maxLength: 3 })),
    { minKeys: 1 },
  ),
  clusters: some('*', 'dev-*', '!x', '[a-c]?', '{a,b}-1'),
  accounts: fc.array(account, { minLength: 1, maxLength: 2 }),
  regions: fc.array(region, { minLength: 1, maxLength: 2 }),
  resourceIds: some('cluster-A1', 'cluster-B2'),
};
const match = optional({
  ...conditions,
  createdBefore: moment,
  not: fc.record({ ...conditions, createdAfter: moment }, { requiredKeys: ['createdAfter'] }),
});

const keep = fc
  .tuple(
    fc.constantFrom('last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'),
    fc.integer({ min: 1, max: 100 }),
  )
  .map(([bucket, count]) => ({ [bucket]: count }));

const power = optional({
  hours: fc.oneof(hours, fc.constant('tag cost centre')),
  override: fc.constantFrom('deny', 'max 14d'),
  start: fc.boolean(),
  startBefore: fc.constantFrom('1m', '2h', 'auto'),
  stop: fc.constantFrom('whenIdle', 'atOnce', 'atEnd', 'never'),
  maxUptime: fc.constantFrom('10h', { atOnce: '7d' }),
  idleFor: duration,
  idle: fc.constantFrom<object>(
    { connections: 2 },
    { cpu: '20%', ignore: ['queries', 'connectionAttempts'] },
    { connections: 0, cpu: '99%', queries: 5, connectionAttempts: 100 },
  ),
  minUptime: fc.oneof(duration, fc.constant('0m')),
  afterAwsRestart: fc.constantFrom('stop', 'leave'),
  maintenance: fc.constantFrom('ignore', 'honour'),
  snapshotFirst: fc.boolean(),
});

const line = fc.record(
  {
    hours,
    min: fc.integer({ min: 1, max: 20 }).map((halves) => halves / 2),
    max: fc.integer({ min: 20, max: 512 }).map((halves) => halves / 2),
    whenBusy: fc.constantFrom('wait', 'apply'),
  },
  { requiredKeys: ['min', 'max'] },
);
const pausing = fc.record({
  min: fc.constant(0),
  max: fc.constant(4),
  autoPauseAfter: duration,
});
const capacity = fc.array(fc.oneof(line, pausing), { minLength: 1, maxLength: 3 });

const create = fc.record(
  { cron: fc.constantFrom('0 3 * * *', '*/15 8-18 * * MON-FRI'), keep },
  { requiredKeys: ['cron'] },
);
const destination = fc.record(
  { region, kmsKey, recoveryPointMaxAge: fc.constantFrom('1h', '8d', '366d'), keep },
  { requiredKeys: ['region'] },
);
const copy = fc.record(
  { to: destination.map((each) => [each]), sources: some('automated', 'manual') },
  { requiredKeys: ['to'] },
);
const snapshots = fc.oneof(fc.record({ create }), fc.record({ copy }), fc.record({ create, copy }));

const stream = fc.record(
  {
    mode: fc.constantFrom('async', 'sync'),
    kmsKey,
    hours,
    restart: fc.constantFrom('maintenanceWindow', 'offHours', 'anytime'),
    override: fc.constantFrom('allow', 'deny', 'max 7d', 'max 366d'),
  },
  { requiredKeys: ['mode', 'kmsKey'] },
);

const network = fc.constant({ subnetGroup: 'drills', securityGroups: ['sg-0123456789abcdef0'] });
const drillCheck = fc.constantFrom<object>(
  { sql: 'select 1', database: 'shop' },
  { sql: 'select count(*) from orders', database: 'shop', atLeast: 1, shrinkAtMost: '10%' },
  { sql: 'select max(at) from orders', database: 'shop', freshness: '26h' },
  { function: 'arn:aws:lambda:us-east-1:111122223333:function:dormouse-drill-check-graph' },
);
const recovery = fc.record(
  {
    drill: fc.record(
      {
        every: fc.constantFrom('1d', '30d'),
        hours,
        from: some('newest', 'oldest', 'pitr'),
        where: some('source', 'us-east-1', 'eu-west-1'),
        atMost: fc.integer({ min: 1, max: 10 }),
        ttl: fc.constantFrom('1h', '24h'),
      },
      { requiredKeys: ['every', 'hours'] },
    ),
    network: fc.oneof(network, fc.dictionary(region, network, { minKeys: 1 })),
    instance: fc.constantFrom({ class: 'smallest' }, { class: 'db.r6g.large' }, { class: 'db.serverless' }),
    checks: fc.array(drillCheck, { minLength: 1, maxLength: 3 }),
    targets: fc.constantFrom({}, { rto: '4h' }, { rto: '1h', rpo: '26h' }),
  },
  { requiredKeys: ['drill', 'network', 'checks'] },
);

const rule = fc.record(
  {
    name: fc.constantFrom('a', 'developer databases', 'Großes'),
    match,
    power,
    timezone,
    snapshots,
    activityStream: fc.oneof(stream, fc.constant({ mode: 'off' })),
    capacity,
    recovery,
  },
  { requiredKeys: ['name', 'match', 'power'] },
);

const amount = fc.oneof(
  fc.integer({ min: 1, max: 99 }),
  fc.integer({ min: 1, max: 100 }).map((count) => `${count}%`),
);
const limit = fc.oneof(amount, fc.record({ cap: amount }), fc.record({ breaker: amount }));

const target = fc
  .record(
    { account, regions: some('us-east-1', 'eu-west-1'), externalId: fc.constant('x1') },
    { requiredKeys: ['account', 'regions'] },
  )
  .map((each) => ({ ...each, role: `arn:aws:iam::${each.account}:role/path/dormouse` }));

const organization = fc.record(
  {
    organization: fc.constant('o-a1b2c3d4e5'),
    regions: some('us-east-1', 'eu-west-1'),
    units: some('ou-ab12-11111111', 'ou-ab12-22222222'),
    exceptUnits: some('ou-ab12-33333333'),
    except: fc.constant(['999988887777']),
    role: fc.constantFrom('dormouse', 'path/dormouse'),
  },
  { requiredKeys: ['organization', 'regions'] },
);

/** A policy file that the schema takes, as the value that its YAML stands for. */
export const policyFile = fc.record(
  {
    version: fc.constant(1),
    mode: fc.constantFrom('observe', 'enforce'),
    timezone,
    tagActions: fc.boolean(),
    targets: fc.oneof(
      target.map((each) => [each]),
      organization,
      fc.tuple(target, organization),
    ),
    calendars: fc.constant({
      off: ['2026-12-25', '12-24..01-02', 'last mon of may', { ics: 'a.ics', dates: { '2026-12-25': 'x' } }],
    }),
    changeCalendar: fc.constantFrom<unknown>('freeze', {
      name: 'freeze',
      from: ['stop'],
      whenUnknown: 'open',
    }),
    schedules: fc.constant({ office: 'mon 08:00-09:00', 'a b': { hours: 'always', timezone: 'UTC' } }),
    limits: optional({
      stop: limit,
      deleteSnapshot: limit,
      start: limit,
      copiesInFlight: fc.integer({ min: 1, max: 20 }),
    }),
    orphans: fc.constantFrom('keep', { expireAfter: '1d' }),
    protect: fc.array(
      fc.record({ from: action }).chain((from) => match.map((each) => ({ ...each, ...from }))),
      { minLength: 1, maxLength: 2 },
    ),
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: ['version', 'rules'] },
);

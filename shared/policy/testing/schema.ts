import * as z from 'zod';
import { suggest } from '../../document/nearest.ts';
import type { Reading } from '../../document/problem.ts';
import { account, engine, kmsKey, region, resourceId, tagKey } from '../file/schema/names.ts';
import { reading } from '../file/schema/refine.ts';
import { duration, timezone } from '../file/schema/time.ts';
import { changesOf, type Expectation, readExpectation, reasonNames, type Subject } from './expectation.ts';
import { readPastTime, readTime } from './test-time.ts';

const time = z
  .string()
  .transform(reading(readTime))
  .meta({ title: 'a time', examples: ['mon 2026-11-23 20:00', '2026-11-23T20:00:00+01:00'] });

const pastTime = z
  .string()
  .transform(reading(readPastTime))
  .meta({ title: 'a time', examples: ['20m ago', 'mon 2026-11-23 20:00'] });

const name = z
  .string()
  .regex(/^[A-Za-z][\w.:-]*$/)
  .meta({ title: 'a name', examples: ['nightly', 'dev-orders'] });

const units = z.number().min(0).max(256).multipleOf(0.5);

const snapshot = z.strictObject({
  name: name.describe('How `expect` calls it; with `times`, followed by -1 for the newest, -2, …'),
  taken: pastTime.describe('When it was taken.'),
  by: z
    .enum(['dormouse', 'aws', 'people'])
    .default('dormouse')
    .describe('dormouse: by the rule that decides the cluster. aws: an automated one. people: a manual one.'),
  times: z.int().min(1).max(1000).default(1).describe('How many there are, one every `every`.'),
  every: duration('1m', '366d').prefault('1d').describe('The time between them.'),
  copiedTo: z.array(region).min(1).exactOptional().describe('Regions that have a complete copy by Dormouse.'),
});

const uses = ['idle', 'busy', 'paused', 'unknown'] as const;

function readUse(text: string): Reading<(typeof uses)[number]> {
  const value = uses.find((use) => use === text);
  const message = `is not one of ${uses.join(', ')}`;
  return value === undefined ? { ok: false, message, remedy: suggest(text, uses) } : { ok: true, value };
}

const figure = z.number().min(0).max(1_000_000).exactOptional();

/** Figures of use, in the units of `power.idle`. */
const figures = z.strictObject({
  connections: figure.describe('Client connections.'),
  cpu: z.number().min(0).max(100).exactOptional().describe('CPU in percent.'),
  queries: figure.describe('Queries, requests or commits a second.'),
  connectionAttempts: figure.describe('Connection attempts a minute.'),
});

const givenKeys = {
  cluster: name.describe('Its identifier. Default: some-cluster.'),
  resourceId: resourceId.describe('Its DbClusterResourceId. Default: not known.'),
  engine: engine.describe('Default: aurora-postgresql.'),
  version: z
    .string()
    .meta({ examples: ['16.6'] })
    .describe('Its engine version. Default: one that can do everything that the engine can.'),
  account: account.describe("Default: the first of the policy's targets."),
  region: region.describe("Default: the first of the policy's targets."),
  tags: z.record(tagKey, z.string()).describe('Its tags, those of Dormouse included.'),
  status: z
    .string()
    .meta({ examples: ['stopped', 'available'] })
    .describe('Its status in RDS. Default: available.'),
  instances: z.int().min(0).max(16).describe('How many it has. Default: 1.'),
  instanceClass: z
    .string()
    .meta({ examples: ['db.r6g.large', 'db.serverless'] })
    .describe('Of each. Default: db.serverless with `capacity`, else db.r6g.large.'),
  created: pastTime.describe('When it was created. Default: a year before.'),
  started: pastTime.describe('When it started last, by the RDS events.'),
  startedBy: z.enum(['user', 'aws']).describe('Whether AWS restarted it after seven days. Default: user.'),
  maintenanceWindow: z
    .string()
    .meta({ examples: ['sun:05:00-sun:05:30'] })
    .describe('Its weekly window in UTC.'),
  use: z
    .union([
      z
        .string()
        .transform(reading(readUse))
        .meta({ enum: [...uses] }),
      figures,
    ])
    .meta({
      title: 'idle, busy, paused, unknown, or figures',
      examples: ['idle', { connections: 2, cpu: 12 }],
    })
    .describe(
      'What complete metrics show over `idleFor`, or their figures all that time. Default: unknown, which never stops a cluster.',
    ),
  globalDatabase: z.boolean().describe('Whether its global database has other clusters.'),
  blueGreen: z.boolean().describe('Whether it is part of a blue/green deployment.'),
  capacity: z
    .strictObject({ min: units, max: units, autoPauseAfter: duration('5m', '24h').exactOptional() })
    .describe('Its serverless capacity now, in ACU, NCU or DCU.'),
  unitsInUse: z.number().min(0).max(256).describe('The capacity that it uses. Default: not known.'),
  activityStream: z
    .strictObject({
      status: z.string().meta({ examples: ['started', 'stopped'] }),
      mode: z.enum(['async', 'sync']).exactOptional(),
      kmsKey: kmsKey.exactOptional(),
    })
    .describe('Its activity stream as RDS reports it. Default: none.'),
  unusableKeys: z.array(kmsKey).min(1).describe('KMS keys of the policy that cannot be used. Default: none.'),
  encrypted: z.boolean().describe('Whether its snapshots are encrypted. Default: true.'),
  snapshots: z.array(snapshot).min(1).describe('Its snapshots. Default: none.'),
  snapshotQuota: z
    .strictObject({ used: z.int().min(0), max: z.int().min(0) })
    .describe('Manual snapshots of the account and Region, and how many there may be. Default: enough room.'),
};

const given = z.strictObject(givenKeys).partial().describe('A cluster, and what is known about it.');

function expectation(subject: Subject) {
  const changes = changesOf[subject];
  const keys = {
    change: z.enum(changes).exactOptional(),
    reason: z.enum(reasonNames).exactOptional(),
    rule: z.string().exactOptional().describe('The rule that decides.'),
  };
  const limits = { min: units.exactOptional(), max: units.exactOptional() };
  return z
    .union([
      z
        .string()
        .transform(reading((text) => readExpectation(subject, text)))
        .meta({ title: 'a change and its reason', examples: [exampleOf[subject], 'unchanged'] }),
      subject === 'capacity' ? z.strictObject({ ...keys, ...limits }) : z.strictObject(keys),
    ])
    .transform((value): Expectation => value)
    .meta({ title: 'a change and its reason', examples: [exampleOf[subject], 'unchanged'] })
    .exactOptional();
}

const exampleOf: Readonly<Record<Subject, string>> = {
  power: 'stop because idle',
  snapshot: 'create because due',
  activityStream: 'start because stream-due',
  capacity: 'change because capacity-differs',
};

const namesByRegion = z.record(region, z.array(name)).exactOptional();

const expect = z
  .strictObject({
    power: expectation('power').describe(
      'Whether it is stopped, started, or gets a snapshot before its stop.',
    ),
    capacity: expectation('capacity').describe('Whether its serverless capacity changes.'),
    activityStream: expectation('activityStream').describe('Whether its activity stream starts or stops.'),
    snapshot: expectation('snapshot').describe('Whether a snapshot is due and taken.'),
    copies: namesByRegion.describe('By Region, the snapshots that are copied there, and no others.'),
    deletions: namesByRegion.describe('By Region, the snapshots that are deleted there, and no others.'),
  })
  .describe('What the functions decide. What is left out is not checked.');

const policyTest = z.strictObject({
  name: z.string().min(1).describe('One sentence that says what holds.'),
  given: given.exactOptional(),
  at: z
    .union([time, z.array(time).min(1)])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .describe(
      "When it is decided: an instant, or a time by the clock of the file's time zone. Several: all alike.",
    ),
  expect,
});

/** The file of tests: what people write goes in, a `TestFile` comes out. */
export const testFileSchema = z
  .strictObject({
    version: z.literal(1).describe("The file's format."),
    policy: z
      .string()
      .min(1)
      .exactOptional()
      .describe('The policy, as a path from this file. Default: the name of this file without .test.'),
    timezone: timezone.exactOptional().describe("Of all times without an offset. Default: the policy's."),
    given: given.exactOptional().describe('What every test is given that does not say otherwise.'),
    tests: z.array(policyTest).min(1),
  })
  .meta({ title: 'tests of a Dormouse policy', description: 'What a policy decides, by example.' });

export type TestFile = z.infer<typeof testFileSchema>;
export type PolicyTest = TestFile['tests'][number];
export type Given = NonNullable<PolicyTest['given']>;
export type GivenSnapshot = NonNullable<Given['snapshots']>[number];

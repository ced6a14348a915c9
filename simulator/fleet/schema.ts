import { z } from 'zod';
import { defaultPlatform } from './capacity-ranges.ts';
import type { EngineName, engines } from './engines.ts';
import { functionSchema } from './function-schema.ts';
import { keySchema } from './key-schema.ts';
import { placeSchema } from './place-schema.ts';
import { quirksSchema } from './quirks.ts';
import { recordedSchema, recordingSchema } from './recording-schema.ts';
import { snapshotSchema } from './snapshot-schema.ts';
import { clusterStatuses, streamStatuses } from './statuses.ts';
import { tableSchema } from './table-schema.ts';
import { timingsSchema } from './timings-schema.ts';
import * as values from './values.ts';

/** The names of use that need no profile. */
export const builtInUses = ['none', 'always', 'missing'] as const;

const useLine = z.strictObject({
  hours: values.hours.prefault('always'),
  timezone: values.timezone.default('UTC'),
  connections: z.int().min(0).default(0).meta({ description: 'Client connections.' }),
  requests: z.number().min(0).optional().meta({ description: 'A second; default: twice the connections.' }),
  cpu: z.number().min(0).max(100).default(20).meta({ description: 'Percent.' }),
});

const useProfile = z
  .array(useLine)
  .meta({ description: 'The first line whose hours are now tells the load.' });

const account = z.strictObject({
  id: values.accountId,
  role: z.string().default('dormouse').meta({ description: 'Name of the role that may be assumed.' }),
  externalId: z.string().optional(),
  unit: z
    .string()
    .regex(/^ou-[a-z0-9-]+(\/ou-[a-z0-9-]+)*$/)
    .optional()
    .meta({
      title: 'organizational units',
      examples: ['ou-ab12-11111111', 'ou-ab12-11111111/ou-ab12-22222222'],
      description: 'Its organizational unit, after those above; default: the root.',
    }),
  state: z
    .enum(['ACTIVE', 'SUSPENDED', 'PENDING_CLOSURE', 'PENDING_ACTIVATION', 'CLOSED'])
    .optional()
    .meta({ description: 'State in the organization; default: ACTIVE.' }),
  joined: values.duration
    .optional()
    .meta({ description: 'How long before the start it joined the organization; default: 365d.' }),
});

const organization = z.strictObject({
  id: z
    .string()
    .regex(/^o-[a-z0-9]{10,32}$/)
    .default('o-a1b2c3d4e5')
    .meta({ title: 'the id of an organization', examples: ['o-a1b2c3d4e5'] }),
  management: values.accountId
    .optional()
    .meta({ description: 'The only account that may list the accounts; default: any may.' }),
});

const closedForm = /^(\S+Z)\.\.(\S+Z)$/;

const changeCalendars = z.record(
  z.string(),
  z.array(
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z\.\.\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?Z$/)
      .transform((text): readonly [number, number] => {
        const [, from = '', to = ''] = closedForm.exec(text) ?? [];
        return [Date.parse(from), Date.parse(to)];
      })
      .refine(([from, to]) => from < to, 'is no time from an earlier to a later instant')
      .meta({ title: 'a time', examples: ['2026-12-20T00:00Z..2027-01-02T06:00Z'] }),
  ),
);

const serverless = z
  .strictObject({
    min: z.number().min(0).max(256).multipleOf(0.5),
    max: z.number().min(1).max(256).multipleOf(0.5),
    autoPauseAfter: values.duration.prefault('5m'),
    platform: z
      .enum(['1', '2', defaultPlatform])
      .default(defaultPlatform)
      .meta({ description: 'Platform version, in quotes; 1 has a max of 128.' }),
  })
  .refine(({ min, max }) => min <= max, {
    error: 'has a min above its max',
    params: { remedy: 'swap them' },
  });

const activityStream = z.strictObject({
  status: z.enum(streamStatuses).default('started'),
  mode: z.enum(['async', 'sync']).default('async'),
  key: values.keyAlias.optional().meta({ description: 'Default: some key that the fleet does not list.' }),
});

const engineNames: readonly EngineName[] = [
  'aurora-postgresql',
  'aurora-mysql',
  'neptune',
  'docdb',
  'postgres',
  'mysql',
] satisfies (keyof typeof engines)[];

/** StorageType of clusters: Aurora's and DocumentDB's with I/O included, and those of Multi-AZ DB clusters. */
const storageTypes = ['aurora', 'aurora-iopt1', 'standard', 'iopt1', 'gp3', 'io1', 'io2'] as const;

const instance = z.strictObject({
  id: values.clusterId.optional().meta({ description: 'Default: that of the cluster with a number.' }),
  class: values.instanceClass,
  resourceId: values.resourceId.optional(),
});

/** A cluster as a fleet file writes it. */
export const clusterSchema = z.strictObject({
  id: values.clusterId,
  count: z
    .int()
    .min(1)
    .max(20_000)
    .optional()
    .meta({ description: 'Copies; the id has {n} for the number.' }),
  account: values.accountId.optional().meta({ description: 'Default: the first account.' }),
  region: values.region.optional().meta({ description: 'Default: the region of the fleet.' }),
  engine: z.enum(engineNames).default('aurora-postgresql'),
  version: z.string().optional(),
  mode: z.enum(['provisioned', 'serverless']).default('provisioned').meta({ description: 'serverless: v1' }),
  instances: z
    .union([z.int().min(0).max(16), z.array(z.union([values.instanceClass, instance])).max(16)])
    .optional()
    .meta({ description: 'How many, or each by its class or as a map, the writer first.' }),
  instanceClass: values.instanceClass.optional(),
  serverless: serverless.optional().meta({ description: 'Capacity of Serverless v2.' }),
  limitless: z.boolean().default(false).meta({ description: 'An Aurora Limitless Database.' }),
  status: z.enum(clusterStatuses).default('available'),
  since: values.since
    .optional()
    .meta({ description: 'Since when it has the status; default: 30d, or `created`.' }),
  created: values.since.optional().meta({ description: 'Default: a year before `since`.' }),
  tags: z.record(z.string(), z.string()).default({}),
  use: z.union([z.string(), useProfile]).default('none'),
  recording: recordingSchema
    .optional()
    .meta({ description: 'Its use as it was recorded, in place of `use`.' }),
  resourceId: values.resourceId.optional().meta({ description: 'Default: one that follows from its ARN.' }),
  storage: z
    .enum(storageTypes)
    .optional()
    .meta({ description: 'Storage type; default: the standard one of the engine.' }),
  subnetGroup: z.string().min(1).optional().meta({ description: 'Default: default.' }),
  parameterGroup: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Of the cluster; default: the default one of its version.' }),
  deletionProtection: z.boolean().default(false),
  deleted: z.boolean().default(false).meta({ description: 'It is gone, and only its snapshots are there.' }),
  global: z.string().optional().meta({ description: 'Global database; its first cluster is the writer.' }),
  readReplicaOf: z.string().optional().meta({ description: 'Cluster it replicates from.' }),
  greenOf: z.string().optional().meta({ description: 'Blue cluster of its blue/green deployment.' }),
  maintenanceWindow: values.maintenanceWindow.default('sun:05:00-sun:05:30'),
  activityStream: z
    .union([z.enum(streamStatuses), activityStream])
    .default('stopped')
    .meta({ description: 'Its status, or with mode and key: { status, mode, key }.' }),
  size: values.size.optional().meta({ description: 'Of its volume, in GiB; default: 20.' }),
  encrypted: values.encryption.default('aws').meta({ description: 'none, aws, or the alias of a key.' }),
  backupWindow: values.backupWindow.optional().meta({ description: 'Default: some half hour of the night.' }),
  backupRetention: z
    .int()
    .min(0)
    .max(35)
    .default(1)
    .meta({ description: 'Days that automated backups are kept; 0: there are none.' }),
  copyTagsToSnapshot: z.boolean().default(false),
  tables: z
    .array(tableSchema)
    .default([])
    .meta({ description: 'Tables for the Data API, with rows that come with use.' }),
  snapshots: z.array(snapshotSchema).default([]).meta({ description: 'Those that there are at the start.' }),
});

const quotas = z.strictObject({
  manualSnapshots: z.int().min(0).default(100).meta({ description: 'Per account and Region.' }),
  copies: z.int().min(0).default(5).meta({ description: 'In flight per account and destination Region.' }),
  of: z
    .array(
      z.strictObject({
        account: values.accountId.optional().meta({ description: 'Default: the first account.' }),
        region: values.region,
        manualSnapshots: z.int().min(0),
      }),
    )
    .default([])
    .meta({ description: 'Other quotas of single accounts and Regions.' }),
});

/** A fleet file as it is written; references are not checked yet. */
export const fleetFileSchema = z.strictObject({
  recorded: recordedSchema.optional().meta({ description: 'How it was recorded; absent: written by hand.' }),
  accounts: z
    .array(account)
    .min(1)
    .prefault([{ id: '111122223333' }]),
  organization: organization.prefault({}).meta({ description: 'The AWS organization of the accounts.' }),
  changeCalendars: changeCalendars.default({}).meta({
    description: 'Change calendars of Systems Manager by name, with the times at which they are CLOSED.',
  }),
  region: values.region.default('eu-central-1').meta({ description: 'Of clusters that name none.' }),
  clusters: z.array(clusterSchema),
  useProfiles: z.record(z.string(), useProfile).default({}),
  keys: z.array(keySchema).default([]).meta({ description: 'KMS keys.' }),
  functions: z.array(functionSchema).default([]).meta({ description: 'Lambda functions.' }),
  timings: timingsSchema.prefault({}),
  quotas: quotas.prefault({}),
  places: z
    .array(placeSchema)
    .default([])
    .meta({ description: 'Accounts and Regions that have other things than usual.' }),
  quirks: quirksSchema.prefault({}),
});

export type FleetFile = z.infer<typeof fleetFileSchema>;
export type FleetFileCluster = FleetFile['clusters'][number];
export type FleetFileUse = z.infer<typeof useProfile>;

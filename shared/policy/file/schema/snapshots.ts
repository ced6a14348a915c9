import * as z from 'zod';
import { defined } from '../../../defined.ts';
import { parseArn } from '../../model/arn.ts';
import { kmsKey, region } from './names.ts';
import { hasUnknownKey, report } from './refine.ts';
import { cron, duration } from './time.ts';

const buckets = z
  .int()
  .min(1)
  .max(100_000)
  .meta({ examples: [7] })
  .exactOptional();

const keep = z
  .strictObject({
    last: buckets.describe('The newest snapshots, up to this number.'),
    hourly: buckets.describe('The newest of each hour, for this number of the latest hours that have any.'),
    daily: buckets.describe('The newest of each day, for this number of the latest days that have any.'),
    weekly: buckets.describe('The newest of each week, for this number of the latest weeks that have any.'),
    monthly: buckets.describe(
      'The newest of each month, for this number of the latest months that have any.',
    ),
    yearly: buckets.describe('The newest of each year, for this number of the latest years that have any.'),
  })
  .check((ctx) => {
    if (Object.keys(ctx.value).length === 0 && !hasUnknownKey(ctx)) {
      const remedy = 'set a count, for example daily: 7, or remove keep to keep every snapshot';
      report(ctx, { path: [], message: 'keeps no snapshot', remedy });
    }
  })
  .describe('Which snapshots stay, as restic forget counts them. Omitted: all.');

const destination = z
  .strictObject({
    region: region.describe('Where the copy goes.'),
    kmsKey: kmsKey
      .exactOptional()
      .describe(
        'Key of the destination Region that encrypts the copy. AWS asks for one when the source is encrypted.',
      ),
    recoveryPointMaxAge: duration('1h', '400d')
      .exactOptional()
      .describe(
        "How old a cluster's newest copy here may be before an alarm is raised: 1h to 400d. Omitted: recoveryPointMaxHours of the deployment.",
      ),
    keep: keep.exactOptional(),
  })
  .check((ctx) => {
    const key = ctx.value.kmsKey;
    const keyRegion = key === undefined ? undefined : parseArn(key)?.region;
    if (keyRegion !== undefined && keyRegion !== ctx.value.region) {
      const remedy = `name a key of ${ctx.value.region}, for example by its alias`;
      report(ctx, { path: ['kmsKey'], value: key, message: `is a key of ${keyRegion}`, remedy });
    }
  })
  .transform(({ recoveryPointMaxAge, ...rest }) => ({
    ...rest,
    ...defined({ recoveryPointMaxAgeMs: recoveryPointMaxAge }),
  }))
  .describe('A Region that gets copies.');

const destinations = z
  .array(destination)
  .min(1)
  .check((ctx) => {
    const regions = ctx.value.map((to) => to.region);
    for (const [index, name] of regions.entries()) {
      if (regions.indexOf(name) !== index) {
        const message = 'is already a destination';
        report(ctx, {
          path: [index, 'region'],
          value: name,
          message,
          remedy: 'keep one entry for each Region',
        });
      }
    }
  });

export const snapshots = z
  .strictObject({
    create: z
      .strictObject({
        cron: cron.describe("When to take snapshots: five fields, in the rule's time zone."),
        keep: keep.exactOptional(),
      })
      .exactOptional()
      .describe('Take cluster snapshots.'),
    copy: z
      .strictObject({
        sources: z
          .array(z.enum(['automated', 'manual']))
          .min(1)
          .default(['automated', 'manual'])
          .describe('Which snapshots are copied.'),
        to: destinations.describe('Where they are copied to.'),
      })
      .exactOptional()
      .describe('Copy snapshots to other Regions.'),
  })
  .check((ctx) => {
    if (ctx.value.create === undefined && ctx.value.copy === undefined && !hasUnknownKey(ctx)) {
      report(ctx, {
        path: [],
        message: 'neither takes nor copies snapshots',
        remedy: 'give create, copy or both',
      });
    }
  })
  .describe('Snapshots: take, copy and prune them.');

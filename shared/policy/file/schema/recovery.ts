import * as z from 'zod';
import { defined } from '../../../defined.ts';
import { type DrillNetwork, EVERYWHERE, type RecoveryRule } from '../../model/recovery-rule.ts';
import { drillCheck } from './drill-check.ts';
import { region } from './names.ts';
import { report } from './refine.ts';
import { duration, hours } from './time.ts';

const place = z
  .union([z.literal('source'), region])
  .meta({ title: 'source or a Region', examples: ['source', 'us-west-2'] });

/** Each thing once, because a drill takes its turn through all pairs of them. */
function each<T extends z.ZodType<string>>(item: T) {
  return z
    .array(item)
    .min(1)
    .check((ctx) => {
      for (const [index, value] of ctx.value.entries()) {
        if (ctx.value.indexOf(value) === index) continue;
        report(ctx, { path: [index], value, message: 'is there twice', remedy: 'name it once' });
      }
    });
}

const drill = z
  .strictObject({
    every: duration('1d', '400d').describe('How often each cluster has a drill: 1d to 400d.'),
    hours: hours.describe('A drill begins in these hours, and may end after them.'),
    from: each(z.enum(['newest', 'oldest', 'pitr']))
      .default(['newest'])
      .describe(
        'Recovery points, in turn: the newest and the oldest complete snapshot, or a point in time of the automated backups.',
      ),
    where: each(place)
      .default(['source'])
      .describe('Where it restores, in turn: the Region of the cluster, or one that has copies.'),
    atMost: z
      .int()
      .min(1)
      .max(10)
      .default(1)
      .describe("Drills at the same time in an account and Region, everybody's counted: 1 to 10."),
    ttl: duration('1h', '24h')
      .prefault('12h')
      .describe('A drill is cleaned up after this time, however far it has come: 1h to 24h.'),
  })
  .transform(({ every, ttl, ...rest }) => ({ ...rest, everyMs: every, ttlMs: ttl }));

const network = z.strictObject({
  subnetGroup: z
    .string()
    .regex(/^[A-Za-z][\w .-]{0,254}$/)
    .check((ctx) => {
      if (ctx.value.toLowerCase() !== 'default') return;
      const remedy = 'make a DB subnet group in a VPC of its own, and name it';
      report(ctx, { path: [], value: ctx.value, message: 'belongs to the default VPC', remedy });
    })
    // AWS stores them in lower case.
    .transform((name) => name.toLowerCase())
    .meta({ title: "a DB subnet group's name", examples: ['drills'] })
    .describe('DB subnet group of a VPC that is not the default VPC.'),
  securityGroups: z
    .array(
      z
        .string()
        .regex(/^sg-[0-9a-f]{8,17}$/)
        .meta({ title: "a security group's id", examples: ['sg-0123456789abcdef0'] }),
    )
    .min(1)
    .max(5)
    .meta({ examples: [['sg-0123456789abcdef0']] })
    .describe('Security groups of the restored cluster.'),
});

const networks = z
  .union([
    network.transform((one): Readonly<Record<string, DrillNetwork>> => ({ [EVERYWHERE]: one })),
    z.record(region, network).check((ctx) => {
      if (Object.keys(ctx.value).length === 0) {
        const remedy = 'give subnetGroup and securityGroups, or both for each Region';
        report(ctx, { path: [], message: 'names no network', remedy });
      }
    }),
  ])
  .meta({
    title: 'a network, or one for each Region',
    examples: [{ subnetGroup: 'drills', securityGroups: ['sg-0123456789abcdef0'] }],
  });

const instance = z.strictObject({
  class: z
    .string()
    .regex(/^(?:smallest|db\.serverless|db\.[a-z0-9-]+\.[a-z0-9-]+)$/)
    .default('smallest')
    .meta({ title: 'smallest or an instance class', examples: ['smallest', 'db.r6g.large', 'db.serverless'] })
    .describe('smallest: the cheapest class that the engine version can have there.'),
});

const targets = z
  .strictObject({
    rto: duration('5m', '24h')
      .exactOptional()
      .describe('The longest that a restore may take, from its request to the first answer: 5m to 24h.'),
    rpo: duration('5m', '400d')
      .exactOptional()
      .describe('How old the newest data may be when the restore is requested: 5m to 400d.'),
  })
  .transform(({ rto, rpo }) => defined({ rtoMs: rto, rpoMs: rpo }));

/** Restore drills; docs/drills.md has the details. */
export const recovery = z
  .strictObject({
    drill: drill.describe('When to restore which recovery point where.'),
    network: networks.describe('Where restored clusters are reachable, in each Region or everywhere.'),
    instance: instance.prefault({}).describe('The instance that a restored cluster gets.'),
    checks: z
      .array(drillCheck)
      .min(1)
      .max(20)
      .describe('Questions to the restored data. All must be answered as expected.'),
    targets: targets.prefault({}).describe('A drill fails that does not meet them.'),
  })
  .transform((read): RecoveryRule => read)
  .describe('Restore drills: restore backups, ask the restored data, and delete it again.');

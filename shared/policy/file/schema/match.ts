import * as z from 'zod';
import type { Match, Moment } from '../../model/policy.ts';
import { readMoment } from '../../rules/moment.ts';
import {
  account,
  action,
  clusterGlob,
  engine,
  moment,
  region,
  resourceId,
  tagGlob,
  tagKey,
} from './names.ts';
import { report } from './refine.ts';

const tagGlobs = z
  .union([tagGlob, z.array(tagGlob).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .meta({ title: "a tag's value or a list of them", examples: ['dev', ['dev', 'test-*'], '!*'] });

const matchKeys = {
  engines: z.array(engine).min(1).exactOptional().describe('Engines, any of them. Omitted: every engine.'),
  tags: z
    .record(tagKey, tagGlobs)
    .check((ctx) => {
      if (Object.keys(ctx.value).length === 0) {
        report(ctx, { path: [], message: 'has no entries', remedy: 'add one, or remove the key' });
      }
    })
    .exactOptional()
    .describe(
      'For every key, values or globs, of which the cluster has one. Those that begin with ! exclude; "*" means present, "!*" absent.',
    ),
  ignoreCase: z.boolean().exactOptional().describe('Whether keys and values of tags fit in any letter case.'),
  clusters: z
    .array(clusterGlob)
    .min(1)
    .exactOptional()
    .describe('Globs over cluster identifiers. One that begins with ! excludes; only such: all but those.'),
  resourceIds: z
    .array(resourceId)
    .min(1)
    .exactOptional()
    .describe('DbClusterResourceIds, any of them. They stay the same when a cluster is renamed.'),
  createdBefore: moment
    .exactOptional()
    .describe("Created before this instant, or before this date begins in the rule's time zone."),
  createdAfter: moment
    .exactOptional()
    .describe("Created at this instant or later, or from this date on in the rule's time zone."),
  accounts: z
    .array(account)
    .min(1)
    .exactOptional()
    .describe('Account ids, any of them. Omitted: every target.'),
  regions: z.array(region).min(1).exactOptional().describe('Regions, any of them. Omitted: every target.'),
};

function checkCase(ctx: z.core.ParsePayload<{ ignoreCase?: boolean; tags?: unknown }>): void {
  const { ignoreCase, tags } = ctx.value;
  if (ignoreCase === undefined || tags !== undefined) return;
  const remedy = 'add tags, or take ignoreCase out';
  report(ctx, { path: ['ignoreCase'], message: 'has no effect without tags', remedy });
}

const except = z
  .strictObject(matchKeys)
  .check((ctx) => {
    checkCase(ctx);
    if (Object.keys(ctx.value).length === 0) {
      report(ctx, { path: [], message: 'excludes every cluster', remedy: 'give conditions, or remove not' });
    }
  })
  .exactOptional()
  .describe('It does not match the clusters for which all of these hold.');

const keys = { ...matchKeys, not: except };

export const match = z
  .strictObject(keys)
  .check(checkCase)
  .describe('Which clusters. What is omitted holds for all; {} is every cluster.');

export const protection = z
  .strictObject({
    ...keys,
    from: z
      .array(action)
      .min(1)
      .exactOptional()
      .describe('Actions that are kept away. Omitted: all of them.'),
  })
  .check(checkCase)
  .describe('Clusters that are protected, whatever the rules say.');

type Dated = 'createdBefore' | 'createdAfter' | 'not';

/** The conditions of a match that depend on the time zone, as they are written. */
interface Written {
  readonly createdBefore?: string;
  readonly createdAfter?: string;
  readonly not?: Omit<Match, Dated> & Omit<Written, 'not'>;
}

/** The match with the instants that its dates mean in the time zone. */
export function inTimezone<W extends Written>(
  written: W,
  timezone: string,
): Omit<W, Dated> & Pick<Match, Dated> {
  const { createdBefore, createdAfter, not, ...rest } = written;
  const momentOf = (text: string): Moment => ({ text, at: readMoment(text, timezone) ?? Number.NaN });
  return {
    ...rest,
    ...(createdBefore !== undefined && { createdBefore: momentOf(createdBefore) }),
    ...(createdAfter !== undefined && { createdAfter: momentOf(createdAfter) }),
    ...(not !== undefined && { not: inTimezone(not, timezone) }),
  };
}

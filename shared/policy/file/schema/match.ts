import * as z from 'zod';
import { account, action, clusterGlob, engine, region, tagKey, tagValue } from './names.ts';
import { report } from './refine.ts';

const tagValues = z
  .union([tagValue, z.array(tagValue).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .meta({ title: "a tag's value or a list of them", examples: ['dev', ['dev', 'test']] });

const matchKeys = {
  engines: z.array(engine).min(1).exactOptional().describe('Engines, any of them. Omitted: every engine.'),
  tags: z
    .record(tagKey, tagValues)
    .check((ctx) => {
      if (Object.keys(ctx.value).length === 0) {
        report(ctx, { path: [], message: 'has no entries', remedy: 'add one, or remove the key' });
      }
    })
    .exactOptional()
    .describe('Tags that the cluster must have: every key, with one of its values. "*" means present.'),
  clusters: z
    .array(clusterGlob)
    .min(1)
    .exactOptional()
    .describe('Globs over cluster identifiers. One that begins with ! excludes; only such: all but those.'),
  accounts: z
    .array(account)
    .min(1)
    .exactOptional()
    .describe('Account ids, any of them. Omitted: every target.'),
  regions: z.array(region).min(1).exactOptional().describe('Regions, any of them. Omitted: every target.'),
};

export const match = z
  .strictObject(matchKeys)
  .describe('Which clusters. What is omitted holds for all; {} is every cluster.');

export const protection = z
  .strictObject({
    ...matchKeys,
    from: z
      .array(action)
      .min(1)
      .exactOptional()
      .describe('Actions that are kept away. Omitted: all of them.'),
  })
  .describe('Clusters that are protected, whatever the rules say.');

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClusterRecipe, recipeFields } from '../../../../shared/policy/recovery/recipe/recipe.ts';
import { readRecipe, writeRecipe } from '../../../../shared/policy/recovery/recipe/tags.ts';
import { runs } from '../../../support/runs.ts';
import { anyRecipe } from './generated-recipe.ts';

const orders: ClusterRecipe = {
  cluster: 'arn:aws:rds:eu-central-1:111122223333:cluster:orders',
  resourceId: 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  subnetGroup: 'private subnets',
  securityGroups: ['sg-0123456789abcdef0', 'sg-0123456789abcdef1'],
  parameterGroup: 'orders-16',
  instances: [
    { id: 'orders-1', instanceClass: 'db.r6g.large', promotionTier: 1, parameterGroup: 'orders-16' },
    { id: 'orders-2', instanceClass: 'db.serverless', promotionTier: 15, public: true },
  ],
  serverless: { min: 0.5, max: 16 },
  port: 5433,
  flags: ['iamAuth', 'deletionProtection'],
  roles: [{ arn: 'arn:aws:iam::111122223333:role/import,s3', feature: 's3Import' }],
  without: [],
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const LEGAL = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u;

describe('the tags of a recipe', () => {
  test('can be read by people', () => {
    const { tags } = writeRecipe(orders, 40);

    expect(Object.values(tags).join('')).toBe(
      [
        'v1 02 af5662d86ee20d3e cluster:arn:aws:rds:eu-central-1:111122223333:cluster:orders resource:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
        'subnets:private=20subnets security:sg-0123456789abcdef0+sg-0123456789abcdef1 parameters:orders-16',
        'instances:orders-1@db.r6g.large@1@orders-16+orders-2@db.serverless@15@@public serverless:0.5@16 port:5433',
        'flags:iamAuth+deletionProtection roles:arn:aws:iam::111122223333:role/import=2Cs3@s3Import',
      ].join(' '),
    );
    expect(Object.keys(tags)).toEqual(['dormouse:recipe-1', 'dormouse:recipe-2']);
  });

  test('are legal, and read back they are the same recipe, for every topology', () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        const { tags, without } = writeRecipe(recipe, 50);

        expect(without).toEqual([]);
        expect(readRecipe(tags)).toEqual({ state: 'whole', recipe });
        for (const value of Object.values(tags)) {
          expect(value).toMatch(LEGAL);
          expect(value).toBe(value.trim());
        }
      }),
      runs(10_000, 300),
    );
  });

  test('keep to the room that there is, and name what they lack', () => {
    fc.assert(
      fc.property(anyRecipe, fc.integer({ min: -2, max: 6 }), (recipe, room) => {
        const { tags, without } = writeRecipe(recipe, room);
        const found = readRecipe(tags);

        expect(Object.keys(tags).length).toBeLessThanOrEqual(Math.max(0, room));
        if (found.state === 'none') {
          expect(without).toContain('cluster');
          return;
        }
        expect(found.state).toBe('whole');
        if (found.state !== 'whole') return;
        expect(found.recipe.without).toEqual(without);
        // All that is not left out is as it was, and what was read can be written again.
        for (const [key, value] of Object.entries(found.recipe)) {
          if (key !== 'without') expect(value).toEqual(recipe[key as keyof ClusterRecipe]);
        }
        expect(writeRecipe(found.recipe, 50)).toEqual({ tags, without });
      }),
      runs(10_000, 300),
    );
  });

  test('hold the more important fields first', () => {
    const { tags, without } = writeRecipe(orders, 1);

    expect(readRecipe(tags)).toMatchObject({
      state: 'whole',
      recipe: { cluster: orders.cluster },
    });
    expect(without).toEqual(expect.arrayContaining(['instances', 'roles']));
  });

  test('have no room at all', () => {
    expect(writeRecipe(orders, 0)).toMatchObject({ tags: {} });
  });

  test('leave out a value that no tag may hold', () => {
    const { tags, without } = writeRecipe({ ...orders, subnetGroup: 'grüße\n' }, 40);

    expect(without).toEqual(['subnets']);
    expect(readRecipe(tags)).toMatchObject({ state: 'whole', recipe: { without: ['subnets'], port: 5433 } });
  });
});

describe('tags that somebody changed', () => {
  test('are found by their checksum, whatever was changed', () => {
    fc.assert(
      fc.property(
        anyRecipe,
        fc.nat(),
        fc.nat(),
        fc.constantFrom(...'aZ0 .:=+@-'),
        (recipe, which, at, by) => {
          const { tags } = writeRecipe(recipe, 50);
          const keys = Object.keys(tags);
          const key = keys[which % keys.length] ?? '';
          const value = tags[key] ?? '';
          const place = at % value.length;
          const changed = { ...tags, [key]: value.slice(0, place) + by + value.slice(place + 1) };

          fc.pre(changed[key] !== value);
          expect(readRecipe(changed).state).toBe('damaged');
        },
      ),
      runs(10_000, 300),
    );
  });

  test('are found when one is missing, cut or swapped with another', () => {
    const { tags } = writeRecipe(orders, 40);
    const { 'dormouse:recipe-1': one = '', 'dormouse:recipe-2': two = '' } = tags;

    expect(readRecipe({ 'dormouse:recipe-1': one })).toMatchObject({
      detail: 'the tag dormouse:recipe-2 is missing',
    });
    expect(readRecipe({ 'dormouse:recipe-2': two })).toMatchObject({
      detail: 'the tag dormouse:recipe-1 is missing',
    });
    expect(readRecipe({ ...tags, 'dormouse:recipe-2': two.slice(0, -1) })).toMatchObject({
      state: 'damaged',
    });
    expect(readRecipe({ 'dormouse:recipe-1': two, 'dormouse:recipe-2': one })).toMatchObject({
      state: 'damaged',
    });
  });

  test('of a newer version are not believed either', () => {
    expect(readRecipe({ 'dormouse:recipe-1': 'v2 01 0123456789abcdef cluster:orders' })).toEqual({
      state: 'damaged',
      detail: 'its version is not v1; update Dormouse if a newer one wrote it',
    });
  });

  test('are read in any form without an error, and give no value that is no name', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string(), fc.constantFrom('cluster:a', 'port:-1', 'subnets:--x', 'without:x')), {
          maxLength: 6,
        }),
        (fields) => {
          const found = readRecipe({ 'dormouse:recipe-1': `v1 01 ${fields.join(' ')}` });
          expect(found.state).toBe('damaged');
        },
      ),
      runs(2_000, 200),
    );
  });

  test('left over from a longer recipe do not disturb', () => {
    const { tags } = writeRecipe({ cluster: 'orders', without: [] }, 40);

    expect(readRecipe({ ...tags, 'dormouse:recipe-7': 'x' })).toMatchObject({ state: 'whole' });
  });

  test('are none on a snapshot without them', () => {
    expect(readRecipe({ 'dormouse:rule': 'production' })).toEqual({ state: 'none' });
  });
});

test('every field of a recipe is written by some recipe', () => {
  const written = new Set<string>();
  for (const recipe of fc.sample(anyRecipe, { numRuns: 200, seed: 1 })) {
    const { tags } = writeRecipe(recipe, 50);
    for (const text of Object.values(tags).join('').split(' ')) written.add(text.split(':')[0] ?? '');
  }

  expect(recipeFields.filter((name) => !written.has(name))).toEqual([]);
});

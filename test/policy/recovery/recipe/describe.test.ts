import { describe, expect, test } from 'vitest';
import type { Cluster, Member } from '../../../../shared/policy/model/cluster.ts';
import type { Act } from '../../../../shared/policy/model/decision.ts';
import { recipeOfSource } from '../../../../shared/policy/recovery/recipe/describe.ts';
import { recipeOf } from '../../../../shared/policy/recovery/recipe/recipe.ts';
import { readRecipe, writeRecipe } from '../../../../shared/policy/recovery/recipe/tags.ts';
import { considerCopies, decideCopies } from '../../../../shared/policy/snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../../../../shared/policy/snapshots/decide-create.ts';
import { regionsToDescribe } from '../../../../shared/policy/snapshots/keys-needed.ts';
import { readOwn } from '../../../../shared/policy/snapshots/own.ts';
import { aCluster, SATURDAY } from '../../builders.ts';
import { AWAY, aSnapshot, aSnapshotPolicy, copying, HOME } from '../../snapshots/builders.ts';

const cluster = aCluster({
  resourceId: 'cluster-A',
  members: ['dev-orders-1', 'dev-orders-2'],
  setup: { writer: 'dev-orders-2', subnetGroup: 'private', port: 5433, flags: ['copyTags'] },
});
const members: Member[] = ['dev-orders-1', 'dev-orders-2', 'other-1'].map((id) => ({
  id,
  clusterId: id.replace(/-\d$/, ''),
  status: 'available',
  instanceClass: 'db.r6g.large',
  promotionTier: 1,
}));
const creating = aSnapshotPolicy({ create: { cron: '0 3 * * *', keep: { daily: 7 } } } as never);

function taken(of: Cluster, all?: readonly Member[]): Act {
  const world = { account: of.account, region: HOME, observedAt: SATURDAY, clusters: [{ cluster: of }] };
  const seen = { ...world, snapshots: [], quota: { used: 0, max: 100 } };
  const [decision] = decideCreateSnapshots(creating, { ...seen, ...(all && { members: all }) });
  if (decision?.verdict !== 'act') throw new Error(`not due: ${decision?.detail}`);
  return decision;
}

function tagsOf({ command }: Act): Record<string, string> {
  return 'tags' in command ? { ...command.tags } : {};
}

describe('a snapshot that is taken', () => {
  test('has the recipe of its cluster, the writer first', () => {
    const act = taken(cluster, members);

    expect(readRecipe(tagsOf(act))).toEqual({
      state: 'whole',
      recipe: {
        ...{ cluster: cluster.arn, resourceId: 'cluster-A', subnetGroup: 'private', port: 5433 },
        flags: ['copyTags'],
        instances: ['dev-orders-2', 'dev-orders-1'].map((id) => ({
          ...{ id, instanceClass: 'db.r6g.large', promotionTier: 1 },
        })),
        without: [],
      },
    });
    expect(act.detail).not.toContain('recipe');
  });

  test('is known for its own as before: the recipe is no part of its identity', () => {
    const act = taken(cluster, members);
    const { setup: _setup, ...bare } = cluster;
    const id = act.snapshot ?? '';

    expect(act.snapshot).toBe(taken(bare).snapshot);
    expect(readOwn(aSnapshot({ id, tags: tagsOf(act), resourceId: 'cluster-A' }))).toBeDefined();
  });

  test.each([
    ['could not be listed', undefined],
    ['are not all in the listing', members.slice(0, 1)],
  ])('lacks instances that %s, and says so', (_, some) => {
    const act = taken(cluster, some);

    expect(readRecipe(tagsOf(act))).toMatchObject({ state: 'whole', recipe: { without: ['instances'] } });
    expect(act.detail).toContain('; its recipe lacks instances, which could not be read');
  });

  test('has as much of it as there is room beside the tags of the cluster, and says what is missing', () => {
    const tags = Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`tag-${n}`, '']));
    const long = {
      ...cluster,
      tags,
      setup: { ...cluster.setup, securityGroups: Array(20).fill('sg-0123456789abcdef0') },
    };
    const act = taken(long, members);

    expect(Object.keys({ ...tags, ...tagsOf(act) }).length).toBeLessThanOrEqual(50);
    expect(act.detail).toContain('; its tags leave no room for security in its recipe');
    expect(readRecipe(tagsOf(act))).toMatchObject({ state: 'whole', recipe: { subnetGroup: 'private' } });
  });

  test('leaves room for what Dormouse notes on the snapshot later: copies, and that nothing keeps it', () => {
    const securityGroups = Array(500).fill('sg-0123456789abcdef0');
    const act = taken({ ...cluster, setup: { securityGroups, flags: ['copyTags'] } }, members);

    expect(Object.keys(tagsOf(act)).length).toBeLessThanOrEqual(40);
  });

  test("does not count the cluster's tags where its snapshots do not get them", () => {
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`tag-${n}`, '']));

    expect(readRecipe(tagsOf(taken({ ...cluster, tags }, members))).state).toBe('none');
    expect(readRecipe(tagsOf(taken({ ...cluster, tags, setup: { port: 1 } }, members))).state).toBe('whole');
  });
});

describe('a copy', () => {
  const recipe = recipeOf({ ...cluster, setup: { port: 1234 } }, members);
  const written = recipe ? writeRecipe(recipe, 40).tags : {};
  const from = (tags: Record<string, string>) => aSnapshot({ tags, resourceId: 'cluster-A' });
  const world = (tags: Record<string, string>) => ({
    ...{ account: cluster.account, region: AWAY, observedAt: SATURDAY, clusters: [{ cluster }] },
    ...{ sources: [from(tags)], copies: [], keys: {}, members: { [HOME]: members } },
  });
  const policy = aSnapshotPolicy(copying());
  const copied = (tags: Record<string, string>): Act => {
    const [decision] = decideCopies(policy, { ...world(tags), quota: { used: 0, max: 100 } });
    if (decision?.verdict !== 'act') throw new Error(`not due: ${decision?.detail}`);
    return decision;
  };

  test('carries the recipe of its source, because the cluster may have changed since', () => {
    const act = copied(written);

    expect(readRecipe(tagsOf(act))).toEqual({ state: 'whole', recipe });
    expect(regionsToDescribe(policy, world(written))).toEqual([]);
  });

  test('of a source without one has that of the cluster as it is', () => {
    expect(readRecipe(tagsOf(copied({})))).toMatchObject({ recipe: { port: 5433, without: [] } });
    expect(regionsToDescribe(policy, world({}))).toEqual([HOME]);
  });

  test('of a source whose recipe was changed does not carry it on, and says so', () => {
    const act = copied({ ...written, 'dormouse:recipe-1': `${written['dormouse:recipe-1']}x` });

    expect(readRecipe(tagsOf(act))).toMatchObject({ recipe: { port: 5433 } });
    expect(act.detail).toContain('; the recipe of its source is damaged: its checksum does not fit');
  });

  test('does not carry the recipe of another cluster', () => {
    const other = recipe && writeRecipe({ ...recipe, resourceId: 'cluster-B' }, 40).tags;

    expect(recipeOfSource(from({ ...other }))).toBeUndefined();
    expect(readRecipe(tagsOf(copied({ ...other })))).toMatchObject({ recipe: { resourceId: 'cluster-A' } });
  });

  test('lists no instances where nothing is copied', () => {
    const done = { ...world({}), clusters: [] };

    expect(considerCopies(policy, done).some(({ finding }) => finding.verdict === 'act')).toBe(false);
    expect(regionsToDescribe(policy, done)).toEqual([]);
  });
});

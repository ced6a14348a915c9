import { expect, test } from 'vitest';
import { recipe as copy } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as create } from '../../functions/recipes/create-snapshots.ts';
import { recipe as prune } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { aWorld } from '../policy/builders.ts';
import { AWAY, aSnapshot } from '../policy/snapshots/builders.ts';

const here = [aSnapshot({ id: 'dormouse-a' })];
const there = [aSnapshot({ id: 'dormouse-a', region: AWAY })];
const world = { ...aWorld([]), snapshots: here, sources: here, copies: there };

test.each([create, prune])('$name shows the manual snapshots of its account and Region', (recipe) => {
  expect(recipe.manualSnapshots?.(world)).toBe(here);
});

test('copy-snapshots shows the snapshots of the destination, not the sources', () => {
  expect(copy.manualSnapshots?.(world)).toBe(there);
});

test('stop-idle-clusters shows none', () => {
  expect(stop.manualSnapshots).toBeUndefined();
});

import { expect, test } from 'vitest';
import { attemptTags, readAttempts } from '../../../shared/policy/snapshots/copy-attempts.ts';
import { HOUR, SATURDAY } from '../builders.ts';
import { AWAY, aSnapshot } from './builders.ts';

const { createdAt } = aSnapshot();
const read = (tags: Record<string, string>, region = AWAY, hours = 1) =>
  readAttempts({ tags, createdAt }, region, [], SATURDAY + hours * HOUR);

test('attempts are counted for each destination', () => {
  const second = attemptTags({ failed: 1 }, AWAY, SATURDAY).sourceTags;
  const tags = { ...second, ...attemptTags({ failed: 2 }, 'eu-west-1', SATURDAY).sourceTags };

  expect(tags).toHaveProperty('dormouse:copy-us-west-2', 'attempt 2 at 2026-11-21T12:00:00Z');
  expect([AWAY, 'eu-west-1', 'eu-west-2'].map((region) => read(tags, region).failed)).toEqual([2, 3, 0]);
});

test('an attempt that AWS refused counts, one for which it was busy does not', () => {
  const { sourceTagsIfNotDone } = attemptTags({ failed: 1 }, AWAY, SATURDAY);

  expect(read(sourceTagsIfNotDone.refused).failed).toBe(2);
  expect(read(sourceTagsIfNotDone.busy).failed).toBe(1);
});

test('counting goes on as far as the tag has room', () => {
  const { sourceTags } = attemptTags({ failed: 4000 }, AWAY, SATURDAY);

  expect(read(sourceTags)).toMatchObject({ failed: 999, waits: 'exhausted' });
});

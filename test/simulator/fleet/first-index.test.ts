import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstIndex } from '../../../simulator/fleet/first-index.ts';

test('the first index by halving is the one that a search from the beginning finds', () => {
  const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 20 });

  fc.assert(
    fc.property(numbers, fc.integer({ min: -6, max: 6 }), (some, bound) => {
      const sorted = some.toSorted((a, b) => a - b);
      const found = sorted.findIndex((one) => one > bound);

      expect(firstIndex(sorted, (one) => one > bound)).toBe(found === -1 ? sorted.length : found);
    }),
  );
});

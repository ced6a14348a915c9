import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createHeap } from '../../../simulator/core/heap.ts';

it('gives the first of what is in it, whatever the order of putting and taking', () => {
  const steps = fc.array(fc.option(fc.integer()), { maxLength: 100 });
  fc.assert(
    fc.property(steps, (plan) => {
      const heap = createHeap<number>((a, b) => a < b);
      const model: number[] = [];
      for (const value of plan) {
        if (value === null) {
          expect(heap.pop()).toBe(model.shift());
        } else {
          heap.push(value);
          model.push(value);
          model.sort((a, b) => a - b);
        }
        expect(heap.first()).toBe(model[0]);
      }
    }),
  );
});

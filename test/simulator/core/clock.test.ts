import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createClock } from '../../../simulator/core/clock.ts';
import { runs } from '../../support/runs.ts';

describe('the virtual clock', () => {
  it('stands still until it is advanced, and never goes back', () => {
    const clock = createClock(100);

    clock.advanceTo(50);

    expect(clock.now()).toBe(100);
  });

  it('runs each task at its own time', () => {
    const clock = createClock(0);
    const seen: number[] = [];
    for (const at of [30, 10, 20]) clock.at(at, () => seen.push(clock.now()));

    clock.advanceTo(25);

    expect(seen).toEqual([10, 20]);
    expect(clock.now()).toBe(25);
  });

  it('runs what a task asks for in the same advance, when it is due', () => {
    const clock = createClock(0);
    const seen: string[] = [];
    clock.at(10, () => {
      seen.push('first');
      clock.at(15, () => seen.push('second'));
      clock.at(5, () => seen.push('overdue'));
    });

    clock.advanceTo(20);

    expect(seen).toEqual(['first', 'overdue', 'second']);
  });

  it('keeps the order of time, then of asking', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (times) => {
        const clock = createClock(0);
        const seen: [number, number][] = [];
        for (const [index, at] of times.entries()) clock.at(at, () => seen.push([at, index]));

        clock.advanceTo(20);

        expect(seen).toEqual(seen.toSorted(([a, i], [b, j]) => a - b || i - j));
        expect(seen).toHaveLength(times.length);
      }),
      runs(500),
    );
  });

  it('gives the same run in one step or in many', () => {
    const steps = fc.array(fc.nat(50), { maxLength: 10 });
    fc.assert(
      fc.property(fc.array(fc.nat(100)), steps, (times, stops) => {
        const [once, often] = [[], []].map((seen: number[]) => {
          const clock = createClock(0);
          for (const at of times) {
            clock.at(at, () => {
              seen.push(clock.now());
              clock.at(clock.now() + 7, () => seen.push(-clock.now()));
            });
          }
          return { clock, seen };
        });

        once?.clock.advanceTo(200);
        for (const stop of [...stops.toSorted((a, b) => a - b), 200]) often?.clock.advanceTo(stop);

        expect(often?.seen).toEqual(once?.seen);
      }),
      runs(300),
    );
  });
});

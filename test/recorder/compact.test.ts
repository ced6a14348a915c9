import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compact, inShorterSteps, type Shape } from '../../recorder/compact.ts';
import { parseRuns, unknown, unsent } from '../../simulator/fleet/recording.ts';
import { runs } from '../support/runs.ts';

const cpu: Shape = { busyAbove: 30, steady: true, as: 'most' };
const counter: Shape = { busyAbove: 20, steady: false, as: 'most' };
const units: Shape = { busyAbove: 0, steady: false, as: 'mean' };
const roomy = 1_000_000;

/** The values that a text stands for, one a step. */
function stepsOf(text: string): number[] {
  const { ends, values } = parseRuns(text);
  return values.flatMap((value, run) => Array<number>((ends[run] ?? 0) - (ends[run - 1] ?? 0)).fill(value));
}

const value = fc.oneof(
  fc.constantFrom(unknown, unsent, 0),
  fc.double({ min: 0, max: 100, noNaN: true, noDefaultInfinity: true }),
);
const values = fc.array(value, { minLength: 1, maxLength: 400 });

describe('values as runs', () => {
  const cases = [
    [[0, 0, 0, 5], '3x0 5'],
    [[unsent, unsent, unknown, 4.25], '2x- ? 4.25'],
    [[30.001, 30], '30.01 30'],
    [[1 / 3, 1 / 3], '2x0.34'],
    [[0.07], '0.07'],
  ] as const;
  it.each(cases)('%j are %s', (written, text) => {
    expect(compact(written, cpu, roomy)).toBe(text);
  });

  it('are exact to a hundredth where there is room, and keep their gaps', () => {
    fc.assert(
      fc.property(values, (all) => {
        const steps = stepsOf(compact(all, cpu, roomy));

        expect(steps).toHaveLength(all.length);
        for (const [step, own] of all.entries()) {
          if (own < 0) expect(steps[step]).toBe(own);
          else expect((steps[step] ?? -1) - own).toBeGreaterThan(-1e-6);
          if (own >= 0) expect((steps[step] ?? 999) - own).toBeLessThan(0.01001);
        }
      }),
      runs(300),
    );
  });

  it('prove the same in little room: use stays use, and what is unknown stays unknown', () => {
    fc.assert(
      fc.property(
        values,
        fc.constantFrom(cpu, counter),
        fc.integer({ min: 20, max: 300 }),
        (all, shape, room) => {
          const steps = stepsOf(compact(all, shape, room));

          expect(steps).toHaveLength(all.length);
          for (const [step, own] of all.entries()) {
            if (own > shape.busyAbove) expect([unknown, true]).toContain(isBusy(steps[step], shape));
            if (own === unknown) expect(steps[step]).toBe(unknown);
            if (own >= 0)
              expect(
                steps[step] === unknown || steps[step] === unsent || (steps[step] ?? 0) + 1e-6 >= own,
              ).toBe(true);
          }
        },
      ),
      runs(500),
    );
  });

  it('fit into the room, however restless they are', () => {
    const restless = Array.from({ length: 20_000 }, (_, step) =>
      step % 2 === 0 ? 5 + (step % 7) : 60 + (step % 13),
    );

    expect(compact(restless, cpu, 400).length).toBeLessThanOrEqual(400);
  });

  it('keep their mean where that is what counts', () => {
    const wave = Array.from({ length: 1_000 }, (_, step) => 4 + Math.sin(step) * 2);
    const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

    expect(mean(stepsOf(compact(wave, units, 100)))).toBeCloseTo(mean(wave), 1);
  });

  it('are the same in shorter steps', () => {
    expect(inShorterSteps('3x0 5 2x? -', 5)).toBe('15x0 5x5 10x? 5x-');
  });
});

function isBusy(step: number | undefined, { busyAbove }: Shape): number | boolean | undefined {
  return step === unknown ? unknown : (step ?? -1) > busyAbove;
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPlane, day, failure, hour, minute, type TestPlane } from './plane.ts';

const fleet = `
clusters:
  - { id: a, instances: 2 }
  - { id: b, engine: neptune, status: stopped, since: 6d }
  - { id: c, engine: docdb, status: starting }
`;

interface Step {
  readonly after: number;
  readonly action: 'StopDBCluster' | 'StartDBCluster';
  readonly id: string;
}

const steps = fc.array(
  fc.record({
    after: fc.nat(2 * day),
    action: fc.constantFrom<Step['action']>('StopDBCluster', 'StartDBCluster'),
    id: fc.constantFrom('a', 'b', 'c'),
  }),
  { maxLength: 12 },
);

function play(plane: TestPlane, script: readonly Step[], advance: (ms: number) => void): unknown {
  const answers: unknown[] = [];
  for (const { after, action, id } of script) {
    advance(after);
    try {
      answers.push(plane.rds(action, { DBClusterIdentifier: id }));
    } catch {
      answers.push(failure(() => plane.rds(action, { DBClusterIdentifier: id })));
    }
  }
  advance(20 * day);
  return { answers, delivered: plane.delivered, state: plane.plane.state() };
}

const faults = { lagMs: 1_000, events: { lost: 0.2, doubled: 0.2, reordered: 0.2 } };

function aFaultyPlane(seed: number): TestPlane {
  const plane = aPlane(fleet, { seed });
  plane.faults.plane = faults;
  return plane;
}

describe('the control plane', () => {
  it('does the same in one step of time as in many', () => {
    fc.assert(
      fc.property(fc.nat(), steps, fc.integer({ min: 10 * minute, max: 30 * hour }), (seed, script, size) => {
        const once = aFaultyPlane(seed);
        const often = aFaultyPlane(seed);

        const inOne = play(once, script, once.advance);
        const inMany = play(often, script, (ms) => {
          for (let done = 0; done < ms; done += size) often.advance(Math.min(size, ms - done));
        });

        expect(inMany).toEqual(inOne);
      }),
      { numRuns: 200 },
    );
  });

  it('does the same for the same seed', () => {
    fc.assert(
      fc.property(fc.nat(), steps, (seed, script) => {
        const [first, second] = [aFaultyPlane(seed), aFaultyPlane(seed)];

        expect(play(second, script, second.advance)).toEqual(play(first, script, first.advance));
      }),
      { numRuns: 200 },
    );
  });

  it('takes other times for another seed', () => {
    const script: Step[] = [{ after: 0, action: 'StopDBCluster', id: 'a' }];
    const [first, second] = [aFaultyPlane(1), aFaultyPlane(2)];

    expect(play(second, script, second.advance)).not.toEqual(play(first, script, first.advance));
  });

  it('goes from status to status only as AWS does', () => {
    const legal = new Set([
      'available stopping',
      'stopping stopped',
      'stopped starting',
      'starting available',
    ]);
    fc.assert(
      fc.property(fc.nat(), steps, (seed, script) => {
        const plane = aFaultyPlane(seed);

        play(plane, script, plane.advance);

        for (const { history } of plane.plane.state().clusters) {
          const changes = history.slice(1).map(({ status }, index) => `${history[index]?.status} ${status}`);
          expect(changes.filter((change) => !legal.has(change))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});

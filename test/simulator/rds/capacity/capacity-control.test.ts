import { describe, expect, it } from 'vitest';
import { readFleet } from '../../../../simulator/fleet/read-fleet.ts';
import { aWorld } from './capacity-fleet.ts';

const world = () => aWorld('{ id: a, serverless: { min: 0, max: 8 } }, { id: b, mode: serverless }');

describe('a change of capacity by hand', () => {
  it('is seen at once', async () => {
    const { cluster, describe } = world();

    cluster('a').setCapacity(0, 16, 1_800_000);

    expect((await describe()).ServerlessV2ScalingConfiguration).toEqual({
      MinCapacity: 0,
      MaxCapacity: 16,
      SecondsUntilAutoPause: 1_800,
    });
  });

  it('can be told as JSON', async () => {
    const { simulator, state } = world();

    simulator.backend.control?.cluster?.({
      cluster: 'a',
      capacity: { min: 0, max: 4, autoPauseAfter: '30m' },
    });

    expect(state()).toEqual({ min: 0, max: 4, units: 0.5 });
  });

  it.each([
    [{ cluster: 'a', capacity: { min: 8, max: 4 } }, 'MinCapacity 8 is greater than MaxCapacity 4.'],
    [{ cluster: 'b', capacity: { min: 1, max: 4 } }, 'is not supported for DbCluster b'],
    [{ cluster: 'a', capacity: { min: 1 } }, 'max'],
  ])('is refused where AWS would refuse it: %o', (body, text) => {
    expect(() => world().simulator.backend.control?.cluster?.(body)).toThrow(text);
  });
});

describe('a fleet file', () => {
  it.each([
    ['engine: neptune, serverless: { min: 1, max: 129 }', 'serverless', 'a max of 128 or less'],
    ['serverless: { min: 1, max: 256, platform: "1" }', 'serverless', 'a max of 128 or less'],
    ['version: "16.1", serverless: { min: 0, max: 8 }', 'serverless', 'a min of 0.5 or more'],
    ['version: "12.9", serverless: { min: 1, max: 8 }', 'serverless', 'take it out'],
    ['mode: serverless, serverless: { min: 1, max: 8 }', 'serverless', 'take it out'],
    ['engine: mysql, serverless: { min: 1, max: 8 }', 'serverless', 'take it out'],
    ['serverless: { min: 0, max: 8, autoPauseAfter: 4m }', 'serverless', 'from 5m to 1d'],
    ['engine: neptune, limitless: true', 'limitless', 'take it out'],
  ])('is told what AWS would not let a cluster have: %s', (more, key, remedy) => {
    const result = readFleet(`clusters: [{ id: a, ${more} }]`);

    expect(result.ok ? [] : result.problems).toEqual([
      expect.objectContaining({ path: `clusters[0].${key}`, remedy: expect.stringContaining(remedy) }),
    ]);
  });
});

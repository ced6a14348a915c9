import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs, sized } from '../support/runs.ts';
import { from, large, small } from './drawing.ts';
import { aFleet } from './generated-fleet.ts';
import { aPolicy } from './generated-policy.ts';
import { writesInProcess } from './in-process.ts';

const dayMs = 86_400_000;

test('whoever looks only at the clusters that are due makes the calls of whoever looks at all of them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), async (seed) => {
      const targets = seed % 2 === 0 ? small : large;
      const parts = {
        policy: aPolicy(seed, targets),
        fleet: aFleet(seed, sized(12, 8), targets),
        ...{ seed, from, to: from + sized(4, 2) * dayMs },
      };

      const quick = await writesInProcess(parts);
      const exhaustive = await writesInProcess({ ...parts, isExhaustive: true });

      expect(quick).toEqual(exhaustive);
    }),
    // A cluster that comes up within a bucket of the metrics that prove it idle a day later; hours by tags; a warning that
    // ends because its cluster is about to be started, while a change calendar keeps it from being stopped.
    { ...runs(8, 2), examples: [[149_708], [4], [407_781]] },
  );
});

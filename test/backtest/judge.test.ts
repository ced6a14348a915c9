import { expect, test } from 'vitest';
import { sized } from '../support/runs.ts';
import { from } from './drawing.ts';
import { aFleet } from './generated-fleet.ts';
import { aPolicy } from './generated-policy.ts';
import { callsOfHandlers, lineOf } from './handlers.ts';
import { writesInProcess } from './in-process.ts';

const dayMs = 86_400_000;

test('a simulation makes the calls that the real handlers make over HTTP, at the same times', async () => {
  const seed = 24;
  const parts = {
    policy: aPolicy(seed),
    fleet: aFleet(seed, sized(100, 20)),
    ...{ seed, from, to: from + sized(14, 1) * dayMs },
  };

  const simulated = await writesInProcess(parts);
  const made = (await callsOfHandlers(parts)).map(lineOf).sort();

  expect(made.length).toBeGreaterThan(100);
  expect(simulated).toEqual(made);
}, 3_600_000);

import { expect, test, vi } from 'vitest';
import { countCalls } from '../../bench/least-calls.ts';
import { scenarios } from '../../bench/scenarios.ts';

// Powertools looks when it is loaded.
vi.hoisted(() => {
  process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
});

test.each(scenarios)('$name, with the fewest possible calls', async (scenario) => {
  const calls = await countCalls(scenario);

  console.log(`${scenario.name}: ${JSON.stringify(calls)}`);
  expect(calls).toEqual(scenario.least);
});

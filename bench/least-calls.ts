import { createSimulator } from '../simulator/simulator.ts';
import type { Figure } from './figure.ts';
import { invoke } from './invoke.ts';
import { type Scenario, scenarios } from './scenarios.ts';

/** The call that every run makes, besides those for its work. */
export const whetherPaused = { GetParameter: 1 };

/** The calls that a scenario's sweep makes, by action. */
export async function countCalls(scenario: Scenario): Promise<Readonly<Record<string, number>>> {
  const { fleet, now } = scenario;
  const simulator = createSimulator({ fleet, now: Date.parse(now) });
  const { url, close } = await simulator.listen();
  try {
    await invoke(scenario, url);
    return simulator.calls.count();
  } finally {
    await close();
  }
}

/** The calls of each scenario next to the fewest possible. */
export async function measureCalls(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const scenario of scenarios) {
    const calls = total(await countCalls(scenario));
    const least = total({ ...whetherPaused, ...scenario.least });
    figures.push({
      name: `calls / least: ${scenario.name}`,
      ratio: calls / least,
      target: 1,
      parts: { calls, least },
    });
  }
  return figures;
}

function total(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((sum, count) => sum + count, 0);
}

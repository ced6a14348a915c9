import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Every test that tries something more often, or on something larger, in a full run. */
const laws = globSync('test/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes("/support/runs.ts'"),
);

/** They take minutes, the first a quarter of an hour: at the end of a run one processor would wait for them. */
const longest = ['backtest/judge', 'laws/two-deployments', 'laws/same-name', 'laws/lifecycle', 'laws/drill'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const long = longest.flatMap((name) => sorted.filter(({ moduleId }) => moduleId.includes(name)));
    return [...new Set([...long, ...sorted])];
  }
}

export default defineConfig({
  test: {
    include: laws,
    // A number above 1 tries more worlds than the tests ask for.
    env: { DORMOUSE_RUNS: process.env.DORMOUSE_RUNS ?? '1' },
    testTimeout: 900_000,
    maxWorkers: '100%',
    silent: 'passed-only',
    sequence: { sequencer: LongestFirst },
  },
});

import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Every test that tries something more often, or on something larger, in a full run. */
const laws = globSync('test/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes("/support/runs.ts'"),
);

/** They take minutes: at the end of a run one processor would wait for them. */
const longest = ['backtest/judge', 'laws/two-deployments', 'laws/same-name', 'laws/lifecycle', 'laws/drill'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.includes(name));
    const { long = [], other = [] } = Object.groupBy(await super.sort(files), (file) =>
      isLong(file) ? 'long' : 'other',
    );
    return [...long, ...other];
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

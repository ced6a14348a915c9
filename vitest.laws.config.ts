import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Every test that tries something more often, or on something larger, in a full run. */
const laws = globSync('test/**/*.test.ts').filter((file) =>
  readFileSync(file, 'utf8').includes("/support/runs.ts'"),
);

export default defineConfig({
  test: {
    include: laws,
    // A number above 1 tries more worlds than the tests ask for.
    env: { DORMOUSE_RUNS: process.env.DORMOUSE_RUNS ?? '1' },
    testTimeout: 900_000,
    maxWorkers: '100%',
    silent: 'passed-only',
  },
});

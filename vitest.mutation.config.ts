import { defineConfig } from 'vitest/config';

/** The tests of the policy that are quick: laws would find more, each at the price of a thousand worlds a mutant. */
export default defineConfig({
  test: {
    include: ['test/policy/**/*.test.ts'],
    exclude: ['test/policy/**/*laws.test.ts', 'test/policy/**/*{dst,year,cron,lives}.test.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});

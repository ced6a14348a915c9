import { defineConfig } from 'vitest/config';

const MINUTES = 60_000;

export default defineConfig({
  test: {
    include: ['test/cloud/**/*.test.ts'],
    // Real minutes pass. Each wait ends with what it waits for; these only end what never comes.
    testTimeout: 12 * MINUTES,
    hookTimeout: 10 * MINUTES,
    silent: 'passed-only',
  },
});

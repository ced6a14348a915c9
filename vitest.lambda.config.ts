import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/lambda/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    silent: 'passed-only',
    // Each file runs child processes of its own, and one of them measures.
    fileParallelism: false,
  },
});

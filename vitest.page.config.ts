import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/page/browser/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each file runs a browser of its own.
    fileParallelism: false,
  },
});

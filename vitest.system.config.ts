import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/system/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // Each file runs child processes of its own, and some tell how long they took.
    fileParallelism: false,
  },
});

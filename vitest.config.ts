import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lambda/**', 'test/moto/**', 'test/system/**'],
    testTimeout: 300_000,
    coverage: {
      include: ['shared/**', 'functions/**', 'cli/**', 'simulator/**'],
      reporter: ['text-summary', 'json'],
    },
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lambda/**', 'test/moto/**', 'test/system/**'],
    testTimeout: 300_000,
    // By default one core is left idle: of the two that CI has, half.
    maxWorkers: '100%',
    coverage: {
      include: ['shared/**', 'functions/**', 'cli/**', 'simulator/**'],
      reporter: ['text-summary', 'json'],
    },
  },
});

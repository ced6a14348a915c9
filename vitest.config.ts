import { defineConfig } from 'vitest/config';

/** Nothing in these tests outlives its file, so that a worker need not load everything again for each. */
const shared = ['contract', 'document', 'laws', 'policy', 'simulator', 'stack'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  test: {
    testTimeout: 300_000,
    // By default one core is left idle: of the two that CI has, half.
    maxWorkers: '100%',
    coverage: {
      include: ['shared/**', 'functions/**', 'cli/**', 'simulator/**'],
      reporter: ['text-summary', 'json'],
    },
    projects: [
      { extends: true, test: { name: 'shared', include: shared, isolate: false } },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: ['test/**/*.test.ts'],
          exclude: [
            ...shared,
            'test/clients/**',
            'test/lambda/**',
            'test/cloud/**',
            'test/moto/**',
            'test/page/browser/**',
            'test/system/**',
          ],
        },
      },
    ],
  },
});

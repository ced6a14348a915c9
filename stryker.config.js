/**
 * `npm run test:mutation` changes the decisions of shared/policy in small ways, one at a time, and counts the changes
 * that no test notices. Files can be named: `npm run test:mutation -- --mutate shared/policy/rules/hold.ts`.
 * docs/mutation.md explains the changes that survive.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'vitest.mutation.config.ts', related: false },
  mutate: [
    'shared/policy/*/decide*.ts',
    'shared/policy/rules/limit.ts',
    'shared/policy/snapshots/retention.ts',
  ],
  coverageAnalysis: 'perTest',
  // Stryker reads a tsconfig.json by the JavaScript API of TypeScript, which TypeScript 7 does not have.
  tsconfigFile: 'none',
  reporters: ['clear-text', 'json'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  tempDirName: '.cache/stryker',
  timeoutMS: 10_000,
};

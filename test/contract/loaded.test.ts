import { expect, test } from 'vitest';
import { codeOf, functionNames, sources } from './repository.ts';

/** The packages that a sweep of one account and Region, the most frequent invocation of all, has no use for. */
const unused = [
  'zod',
  'yaml',
  '@aws-lambda-powertools/batch',
  '@aws-sdk/client-sqs',
  '@aws-sdk/client-eventbridge',
  '@aws-sdk/client-cloudwatch',
  '@aws-sdk/client-kms',
  '@aws-sdk/client-organizations',
  '@aws-sdk/client-sts',
  '@aws-sdk/client-ssm',
];

test.each(functionNames)('%s loads nothing that a sweep can do without', (name) => {
  const loaded = loadedBy(`functions/${name}.ts`);

  expect([...loaded]).toContain('@aws-sdk/client-rds');
  expect(unused.filter((one) => loaded.has(one))).toEqual([]);
});

test.each(['cli/main.ts', ...sources.filter((file) => /^cli\/[^/]+\/command\.ts$/.test(file))])(
  '%s loads no package but the one that reads the command line, so that help is quick',
  (file) => {
    const packages = [...loadedBy(file)].filter((name) => !/\.(ts|json)$/.test(name));

    expect(packages).toEqual(['commander']);
  },
);

/**
 * All that a file imports before its first line runs, its own imports' imports too; no types, and not what it imports
 * later.
 */
function loadedBy(file: string, loaded = new Set<string>()): ReadonlySet<string> {
  const imports = codeOf(file).matchAll(/^(?:import|export) (?!type )(?:[^;']*? from )?'([^']+)'/gm);
  for (const [, specifier = ''] of imports) {
    const path = new URL(specifier, `file:///${file}`).pathname.slice(1);
    const name = specifier.startsWith('.') ? path : specifier;
    if (loaded.has(name)) continue;
    loaded.add(name);
    if (sources.includes(name)) loadedBy(name, loaded);
  }
  return loaded;
}

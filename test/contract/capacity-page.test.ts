import { expect, test } from 'vitest';
import { capacityEngine } from '../../shared/policy/model/engines.ts';
import { read } from './repository.ts';

const page = read('docs/serverless-capacity.md');

function tableOf(name: string): string[] {
  const [, table = ''] =
    new RegExp(`<!-- ${name}:begin -->([\\s\\S]*?)<!-- ${name}:end -->`).exec(page) ?? [];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .map((line) => line.replaceAll('`', ''));
}

test('the page lists the legal ranges of every engine and version as the code has them', () => {
  const rows = ['aurora-mysql', 'aurora-postgresql', 'neptune', 'docdb'].flatMap((name) => {
    const { rows: ranges, unit } = capacityEngine(name) ?? { rows: [], unit: '' };
    return ranges.map(({ from, min, max }) => `| ${name} | ${from.join(', ')} | ${min}-${max} ${unit} |`);
  });

  expect(tableOf('ranges')).toEqual(rows);
});

test('and what the platform version of Aurora leaves of them', () => {
  const { platforms = {} } = capacityEngine('aurora-postgresql') ?? {};
  const rows = Object.entries(platforms).map(
    ([version, { min, max }]) => `| ${version} | ${min}-${max} ACU |`,
  );

  expect(tableOf('platforms')).toEqual(rows);
  expect(capacityEngine('aurora-mysql')?.platforms).toEqual(platforms);
});

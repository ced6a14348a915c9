import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Timeline } from '../../../timeline/timeline.ts';
import { awsForEachTest, dormouse, NOON, policyFile } from '../run-cli.ts';

const aws = awsForEachTest(
  NOON,
  `clusters:
  - { id: dev-old, version: "13.12", tags: { env: dev } }
  - { id: dev-older, version: "12.9", tags: { env: dev }, region: us-east-1 }
  - { id: dev-new, version: "16.6", tags: { env: dev } }
  - { id: dev-graph, engine: neptune, tags: { env: dev } }
`,
);
const run = async (...args: string[]) => dormouse([...args, '--policy', await policyFile()]);
const asked = () => aws.simulator.calls.list({ action: 'DescribeDBMajorEngineVersions' }).length;

/** 0.1 and 0.2 US dollars for an hour of a vCPU of Aurora PostgreSQL in the Region of dev-old, and nothing else. */
async function priceFile(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'prices.yml');
  const rates = '{ extendedSupport: { vcpu: { years1and2: 0.1, year3: 0.2 } } }';
  await writeFile(file, `regions: { eu-central-1: { engines: { aurora-postgresql: ${rates} } } }`);
  return file;
}

describe('what Extended Support costs', () => {
  const [known, unknown] = [
    'Extended Support costs $292.00 a month in its first two years, and $584.00 in the third, if all instances run',
    'what Extended Support costs is not known: regions.us-east-1.engines.aurora-postgresql.extendedSupport.vcpu.years1and2 is missing',
  ];

  test.each([['plan'], ['report']])('is in a %s where a price is known', async (name) => {
    const { stdout } = await run(name, '--prices', await priceFile());

    expect(stdout).toContain(`    1 cluster: dev-old\n    ${known}`);
    expect(stdout).toContain(`    1 cluster: dev-older\n    ${unknown}`);
  });

  test('is in the explanation of a cluster', async () => {
    const prices = await priceFile();

    expect((await run('explain', 'dev-old', '--prices', prices)).stdout).toContain(`in 828 days; ${known}`);
    const { stdout } = await run('explain', 'dev-old', '--prices', prices, '--json');
    expect(JSON.parse(stdout).explanations[0].support.cost).toEqual({
      years1and2: { known: true, low: 292, high: 292 },
      year3: { known: true, low: 584, high: 584 },
    });
  });

  test('asks for instances only with prices, and only where a cluster is concerned', async () => {
    const members = () => aws.simulator.calls.list({ action: 'DescribeDBInstances' }).length;
    await run('report');
    expect(members()).toBe(0);

    await run('report', '--prices', await priceFile());
    expect(members()).toBe(2);
  });

  test('is an error where the price file cannot be used', async () => {
    const { stderr, exitCode } = await run('plan', '--prices', 'nowhere.yml');

    expect(exitCode).toBe(1);
    expect(stderr).toContain('nowhere.yml: it cannot be read; name a price file');
  });
});

describe('end of support', () => {
  test.each([['plan'], ['report']])(
    'is in a %s where it is over or near, by one listing for each Region',
    async (name) => {
      const { stdout } = await run(name);

      expect(stdout).toContain(
        [
          'End of support',
          '  standard support of aurora-postgresql 12 ended 2025-02-28; AWS bills Extended Support, which ends 2028-02-29, in 463 days',
          '    1 cluster: dev-older',
          '  standard support of aurora-postgresql 13 ended 2026-02-28; AWS bills Extended Support, which ends 2029-02-28, in 828 days',
          '    1 cluster: dev-old',
        ].join('\n'),
      );
      expect(stdout).not.toMatch(/support of (aurora-postgresql 16|neptune)/);
      expect(asked()).toBe(2);
    },
  );

  test('is narrowed with the rest', async () => {
    const { stdout } = await run('plan', '--clusters', 'dev-old', '--json');

    expect(JSON.parse(stdout).support).toEqual({
      ending: [
        {
          ...{ account: '111122223333', region: 'eu-central-1', cluster: 'dev-old' },
          ...{ engine: 'aurora-postgresql', major: '13', phase: 'extended', days: 828, isEnrolled: true },
          ...{ standardUntil: '2026-02-28T23:59:59.999Z', extendedUntil: '2029-02-28T23:59:59.999Z' },
        },
      ],
    });
  });

  test('is narrowed on the page of a report, too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dormouse-'));
    await run('report', '--clusters', 'dev-old', '--out', folder);

    const { notes } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as Timeline;
    const [note] = notes.filter((one) => one.startsWith('End of support: '));
    expect(note).toContain('1 cluster: dev-old');
    expect(note).not.toContain('dev-older');
  });

  test.each([
    [
      'dev-new',
      'support     standard support of aurora-postgresql 16 ends 2029-02-28, in 828 days; then AWS bills',
    ],
    [
      'dev-older',
      'support     standard support of aurora-postgresql 12 ended 2025-02-28; AWS bills Extended Support',
    ],
  ])('of %s is in its explanation, near or not', async (cluster, line) => {
    const { stdout } = await run('explain', cluster);

    expect(stdout).toContain(line);
  });

  test('of Neptune is not told, because AWS does not', async () => {
    const { stdout } = await run('explain', 'dev-graph');

    expect(stdout).not.toContain('\nsupport');
  });

  test('that may not be read is named, and changes nothing else', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBMajorEngineVersions' }]);
    const { stdout, exitCode } = await run('plan');

    expect(stdout).toContain('End of support\n  Not known everywhere: eu-central-1: ');
    expect(exitCode).toBe(0);
  });

  test('costs no call where AWS has no dates for the engine of any cluster', async () => {
    await aws.open(NOON, 'clusters: [{ id: graph, engine: neptune }, { id: documents, engine: docdb }]');
    await run('plan');

    expect(asked()).toBe(0);
  });
});

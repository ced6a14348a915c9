import { beforeEach, describe, expect, test } from 'vitest';
import { writeRecipe } from '../../../shared/policy/recovery/recipe/tags.ts';
import { awsForEachTest, dormouse, NOON, policyFile, sentEvents, writesOf } from '../run-cli.ts';

const POLICY = `version: 1
mode: enforce
targets: [{ account: "111122223333", regions: [eu-central-1] }]
rules:
  - name: production
    match: { clusters: ["orders*", graph] }
    snapshots:
      copy: { sources: [automated], to: [{ region: us-west-2, kmsKey: alias/dr, keep: { daily: 7 } }] }
`;
const recipe = (id: string, instanceClass = 'db.r6g.large') =>
  JSON.stringify(
    writeRecipe(
      {
        cluster: `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`,
        subnetGroup: 'private',
        parameterGroup: 'orders-16',
        instances: [{ id: `${id}-1`, instanceClass, promotionTier: 1 }],
        without: [],
      },
      40,
    ).tags,
  );
const copyOf = (id: string, more = '') =>
  `{ id: ${id}-copy, region: us-west-2, since: 10h, copyOf: "rds:${id}", encrypted: alias/dr, tags: ${recipe(id)}${more} }`;
const FLEET = `clusters:
  - { id: orders, version: "16.6", encrypted: alias/home, subnetGroup: private, parameterGroup: orders-16, snapshots: [${copyOf('orders')}] }
  - { id: orders-old, version: "13.12", snapshots: [${copyOf('orders-old', ', status: copying')}] }
  - { id: bare, backupRetention: 0 }
keys: [{ alias: alias/dr, regions: [us-west-2] }, { alias: alias/home, regions: [eu-central-1] }]
quirks: { copyResourceId: source }
`;
const READY = `places:
  - { region: eu-central-1, subnetGroups: [{ name: private }], parameterGroups: [{ name: orders-16, family: aurora-postgresql16 }] }
  - region: us-west-2
    subnetGroups: [{ name: dr }]
    parameterGroups: [{ name: orders-dr, family: aurora-postgresql16 }, { name: old, family: aurora-postgresql13 }]
`;

const aws = awsForEachTest(NOON, FLEET + READY);
let policy: string;
beforeEach(async () => {
  policy = await policyFile(POLICY);
});
const run = (...args: string[]) => dormouse(['readiness', ...args, '--policy', policy]);
/** The codes of the blockers of a cluster, by Region. */
async function blockersOf(cluster: string, ...args: string[]): Promise<Record<string, string[]>> {
  const { stdout } = await run('--json', ...args);
  const found = JSON.parse(stdout).clusters.find((one: { cluster: string }) => one.cluster === cluster);
  const codes = (findings: { severity: string; code: string }[]) =>
    findings.filter(({ severity }) => severity === 'blocker').map(({ code }) => code);
  return {
    ...(found.findings.length > 0 && { '-': codes(found.findings) }),
    ...Object.fromEntries(
      found.places.map((place: { region: string; findings: [] }) => [place.region, codes(place.findings)]),
    ),
  };
}

describe('dormouse readiness', () => {
  test('names what is in the way of each restore, and only that', async () => {
    const { stdout, exitCode } = await run();

    expect(exitCode).toBe(2);
    expect(stdout).toContain('no-snapshot: there is no snapshot of it anywhere');
    expect(stdout).toContain('✗ us-west-2: 2026-11-23 02:00 UTC, 10 h old, orders-old-copy');
    expect(stdout).toContain('snapshot-incomplete: orders-old-copy is copying');
    expect(stdout).toContain('Readiness: 2 of 3 clusters could be restored; something is in the way of 2.');
    expect(stdout).not.toContain('orders  111122223333');
  });

  test('sends no write, and asks each question once for each place', async () => {
    await run();

    expect([writesOf(aws), sentEvents(aws)]).toEqual([[], []]);
    expect(aws.simulator.calls.count()).toEqual({
      GetCallerIdentity: 1,
      DescribeDBClusters: 1,
      DescribeDBInstances: 1,
      DescribeDBClusterSnapshots: 2,
      DescribeDBSubnetGroups: 2,
      DescribeDBClusterParameterGroups: 2,
      DescribeDBParameterGroups: 2,
      DescribeAccountAttributes: 2,
      DescribeDBMajorEngineVersions: 2,
      DescribeDBEngineVersions: 2,
      DescribeOrderableDBInstanceOptions: 4,
      DescribeKey: 2,
    });
  });

  test('has notes in full with --all, and exit code 0 where nothing is in the way', async () => {
    const { stdout, exitCode } = await run('--all', '--clusters', 'orders');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('✓ us-west-2: ');
    expect(stdout).toContain('✓ eu-central-1: ');
    expect(stdout).toContain(
      'recipe-missing: no recipe in its tags (it has none), so the cluster as it is counts',
    );
  });

  test('says when a drill last proved a cluster, and how long its restore took', async () => {
    const value =
      '2026-11-20T04:10:00Z point 2026-11-19T03:00:00Z in us-west-2 took 47m drill 202611200000-0a1b2c3d';
    await aws.open(
      NOON,
      (FLEET + READY).replace('{ id: orders, ', `{ id: orders, tags: { "dormouse:proven": "${value}" }, `),
    );

    const { stdout } = await run('--all', '--clusters', 'orders');

    expect(stdout).toContain(
      'proven 2026-11-20 04:10 UTC: drill 202611200000-0a1b2c3d restored 2026-11-19 03:00 UTC in us-west-2 in 47m',
    );
    expect(JSON.parse((await run('--json', '--clusters', 'orders')).stdout).clusters[0].proven).toEqual({
      ...{ at: '2026-11-20T04:10:00.000Z', point: '2026-11-19T03:00:00.000Z', region: 'us-west-2' },
      ...{ rtoMs: 2_820_000, drill: '202611200000-0a1b2c3d' },
    });
  });

  test('takes a Region as lost: what is left, how old it is, and what would stop it', async () => {
    const { stdout, exitCode } = await run('--lose', 'eu-central-1');

    expect(exitCode).toBe(2);
    expect(stdout).toContain('nothing of it is left outside of eu-central-1');
    expect(stdout).toContain('Readiness: 1 of 3 clusters could be restored after the loss of eu-central-1');
    expect(stdout).not.toContain('  ✓ eu-central-1');
    expect(aws.simulator.calls.list({ region: 'eu-central-1' }).map(({ action }) => action)).toEqual(
      expect.not.arrayContaining(['DescribeDBClusterSnapshots', 'DescribeDBSubnetGroups']),
    );
  });

  test('knows the clusters of a Region that does not answer by the copies elsewhere', async () => {
    aws.simulator.faults.setRules([{ kind: 'unavailable', region: 'eu-central-1', service: 'rds' }]);
    const { stdout, exitCode } = await run('--lose', 'eu-central-1', '--all');

    expect(exitCode).toBe(1);
    expect(stdout).toContain('orders  111122223333 eu-central-1\n  ✓ us-west-2');
    expect(stdout).toContain('✗ clusters of 111122223333 eu-central-1 could not be read');
  });

  test.each([
    [
      'the key is disabled',
      () => aws.simulator.backend.setKey('alias/dr', { state: 'Disabled' }),
      'key-unusable',
    ],
    [
      'the key may not be used',
      () => aws.simulator.backend.setKey('alias/dr', { policy: 'denied' }),
      'key-unusable',
    ],
    [
      'something may not be read, because what is not known is not ready',
      () => aws.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBEngineVersions' }]),
      'not-read',
    ],
  ])('blocks where %s', async (_, change, code) => {
    change();

    expect(await blockersOf('orders')).toMatchObject({ 'us-west-2': [code] });
  });

  test.each([
    ['subnetGroups: [{ name: dr }]', 'subnetGroups: [{ name: dr, zones: 1 }]', []],
    [
      '{ name: orders-dr, family: aurora-postgresql16 }',
      '{ name: orders-dr, family: aurora-postgresql15 }',
      ['parameter-group-missing'],
    ],
    [
      '- region: us-west-2',
      '- region: us-west-2\n    withdrawn: ["aurora-postgresql 16.6"]',
      ['version-not-offered', 'class-not-orderable'],
    ],
    ['- region: us-west-2', '- region: us-west-2\n    zones: { db.r6g.large: 1 }', ['class-not-orderable']],
    ['- region: us-west-2', '- region: us-west-2\n    zones: { db.r6g.large: 0 }', ['class-not-orderable']],
    ['- region: us-west-2', '- region: us-west-2\n    clusters: 0', ['quota-full']],
    ['- region: us-west-2', '- region: us-west-2\n    instances: 0', ['quota-full']],
  ])('with %j as %j the copy has %j', async (was, is, codes) => {
    await aws.open(NOON, FLEET + READY.replace(was, is));

    expect(await blockersOf('orders')).toEqual({ 'eu-central-1': [], 'us-west-2': codes });
  });

  test('misses what the source had in its own Region, by name', async () => {
    await aws.open(
      NOON,
      FLEET + READY.replace('{ name: private }', '{ name: other }').replace('orders-16', 'orders-17'),
    );

    expect(await blockersOf('orders')).toMatchObject({
      'eu-central-1': ['subnet-group-missing', 'parameter-group-missing'],
    });
  });

  test('counts the clusters of a lost Region together against the quotas', async () => {
    const more = FLEET.replace(
      'keys:',
      `  - { id: orders-two, version: "16.6", snapshots: [${copyOf('orders-two')}] }\nkeys:`,
    );
    await aws.open(NOON, more + READY.replace('- region: us-west-2', '- region: us-west-2\n    clusters: 1'));

    expect(await blockersOf('orders-two')).toMatchObject({ 'us-west-2': [] });
    expect(await blockersOf('orders', '--lose', 'eu-central-1')).toEqual({ 'us-west-2': [] });
    expect(await blockersOf('orders-two', '--lose', 'eu-central-1')).toEqual({ 'us-west-2': ['quota-full'] });
  });

  test('notes that Extended Support is billed, without taking it for a blocker', async () => {
    const { stdout } = await run('--all', '--clusters', 'orders-old');

    expect(stdout).toContain('extended-support: standard support of aurora-postgresql 13 ended 2026-02-28');
  });

  test('refuses to lose a Region that is not there', async () => {
    expect(await run('--lose', 'eu-west-9')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(
        '--lose eu-west-9 is no Region of the policy; name one of eu-central-1, us-west-2',
      ),
    });
  });

  test('takes a snapshot listing that failed for what it is: unknown', async () => {
    aws.simulator.faults.setRules([
      { kind: 'denied', action: 'DescribeDBClusterSnapshots', region: 'us-west-2' },
    ]);

    expect(await blockersOf('bare')).toEqual({ '-': ['not-read'] });
    expect((await run()).exitCode).toBe(1);
  });
});

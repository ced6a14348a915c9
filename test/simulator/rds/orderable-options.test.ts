import {
  DescribeOrderableDBInstanceOptionsCommand,
  type DescribeOrderableDBInstanceOptionsCommandInput as Input,
  paginateDescribeOrderableDBInstanceOptions,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { aWorld, refusal } from './capacity/capacity-fleet.ts';

const versions = [
  ['aurora-postgresql', '12.9'],
  ['aurora-postgresql', '15.1'],
  ['aurora-postgresql', '16.6'],
  ['aurora-postgresql', '17.3'],
  ['aurora-mysql', '5.7.mysql_aurora.2.10.3'],
  ['aurora-mysql', '5.7.mysql_aurora.2.11.4'],
  ['aurora-mysql', '8.0.mysql_aurora.3.08.1'],
  ['neptune', '1.4.2.0'],
];
const clusters = versions.map(
  ([engine, version], n) => `{ id: a${n}, engine: ${engine}, version: "${version}" }`,
);
const world = () => aWorld(clusters.join(', '));

async function list(input: Input) {
  const { rds } = world();
  const { OrderableDBInstanceOptions = [] } = await rds.send(
    new DescribeOrderableDBInstanceOptionsCommand(input),
  );
  return OrderableDBInstanceOptions;
}

describe('DescribeOrderableDBInstanceOptions', () => {
  it.each([
    ['aurora-postgresql', '16.6', 'db.r6g.large', ['sync', 'async']],
    ['aurora-postgresql', '12.9', 'db.r4.16xlarge', ['sync', 'async']],
    ['aurora-postgresql', '15.1', 'db.r6g.large', []],
    ['aurora-postgresql', '17.3', 'db.r6g.large', []],
    ['aurora-postgresql', '16.6', 'db.t4g.medium', []],
    ['aurora-postgresql', '16.6', 'db.serverless', []],
    ['aurora-mysql', '8.0.mysql_aurora.3.08.1', 'db.r6g.large', ['async']],
    ['aurora-mysql', '5.7.mysql_aurora.2.11.4', 'db.r5.large', ['async']],
    ['aurora-mysql', '5.7.mysql_aurora.2.10.3', 'db.r5.large', []],
    ['aurora-mysql', '8.0.mysql_aurora.3.08.1', 'db.t3.medium', []],
    ['neptune', '1.4.2.0', 'db.r6g.large', []],
  ])(
    '%s %s on %s has the modes of activity streams %j',
    async (Engine, EngineVersion, DBInstanceClass, modes) => {
      const options = await list({ Engine, EngineVersion, DBInstanceClass });

      expect(options.length).toBeGreaterThan(0);
      for (const option of options) {
        expect(option).toMatchObject({ Engine, EngineVersion, DBInstanceClass, SupportsClusters: true });
        expect(option.SupportedActivityStreamModes ?? []).toEqual(modes);
      }
    },
  );

  it.each([
    ['a class that the engine does not have', { Engine: 'aurora-mysql', DBInstanceClass: 'db.r4.large' }],
    ['a class that nobody has', { Engine: 'aurora-mysql', DBInstanceClass: 'db.x9.huge' }],
    ['a version that is not there', { Engine: 'aurora-postgresql', EngineVersion: '9.6' }],
    [
      'serverless instances of an old version',
      { Engine: 'aurora-postgresql', EngineVersion: '12.9', DBInstanceClass: 'db.serverless' },
    ],
  ])('offers nothing for %s', async (_, input) => {
    expect(await list(input)).toEqual([]);
  });

  it('lists all in pages, each option once, with both kinds of storage', async () => {
    const { rds, simulator } = world();
    const keys: string[] = [];
    const pages = paginateDescribeOrderableDBInstanceOptions(
      { client: rds, pageSize: 100 },
      { Engine: 'aurora-postgresql', EngineVersion: '16.6' },
    );
    for await (const { OrderableDBInstanceOptions = [] } of pages) {
      keys.push(...OrderableDBInstanceOptions.map((o) => `${o.DBInstanceClass} ${o.StorageType}`));
    }

    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('db.serverless aurora');
    expect(keys).toContain('db.serverless aurora-iopt1');
    expect(simulator.calls.list()).toHaveLength(Math.ceil(keys.length / 100));
    expect(new Set(simulator.calls.list().flatMap(({ resources }) => resources))).toEqual(new Set(['*']));
  });

  it('takes up to 1,000 records at a time', async () => {
    const Engine = 'aurora-mysql';

    expect((await list({ Engine, MaxRecords: 1_000 })).length).toBeGreaterThan(100);
    expect(await refusal(list({ Engine, MaxRecords: 1_001 }))).toContain('Must be between 20 and 1000');
  });

  it.each([
    ['no engine', { Engine: undefined }, 'The parameter Engine must be provided'],
    ['an engine that there is not', { Engine: 'oracle-ee' }, 'Invalid DB engine: oracle-ee'],
    [
      'a filter',
      { Engine: 'aurora-mysql', Filters: [{ Name: 'engine', Values: [] }] },
      'Unrecognized filter name',
    ],
  ])('refuses %s', async (_, input, text) => {
    expect(await refusal(list(input))).toContain(`InvalidParameterValue: ${text}`);
  });
});

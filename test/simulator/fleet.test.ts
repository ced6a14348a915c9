import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fleetJsonSchema, readFleet } from '../../simulator/fleet/read-fleet.ts';
import { loadFleet } from '../../simulator/load-fleet.ts';

const example = readFileSync(new URL('../../examples/fleet.yml', import.meta.url), 'utf8');

describe('a fleet file', () => {
  it('needs little more than an id', () => {
    const { accounts, clusters } = loadFleet('clusters: [{ id: Dev-Orders }]');

    expect(accounts).toEqual([{ id: '111122223333', role: 'dormouse' }]);
    expect(clusters).toMatchObject([
      {
        id: 'dev-orders',
        account: '111122223333',
        region: 'eu-central-1',
        engine: 'aurora-postgresql',
        engineVersion: '16.6',
        mode: 'provisioned',
        instances: ['db.r6g.large', 'db.r6g.large'],
        status: 'available',
        use: [],
      },
    ]);
  });

  const instances = [
    ['a number', 'instances: 3', ['db.r6g.large', 'db.r6g.large', 'db.r6g.large']],
    ['classes', 'instances: [db.r5.large, db.serverless]', ['db.r5.large', 'db.serverless']],
    ['none', 'instances: 0', []],
    ['Serverless v2', 'serverless: { min: 0.5, max: 4 }', ['db.serverless', 'db.serverless']],
    ['Serverless v1', 'mode: serverless', []],
    ['a Multi-AZ DB cluster', 'engine: mysql, instanceClass: db.x.l', ['db.x.l', 'db.x.l', 'db.x.l']],
  ] as const;
  it.each(instances)('gives a cluster its instances by %s', (_, text, expected) => {
    expect(loadFleet(`clusters: [{ id: a, ${text} }]`).clusters[0]?.instances).toEqual(expected);
  });

  it('repeats a cluster with a count', () => {
    const { clusters } = loadFleet('clusters: [{ id: "load-{n}", count: 10 }]');

    expect(clusters.map(({ id }) => id)).toEqual(expect.arrayContaining(['load-01', 'load-10']));
    expect(clusters).toHaveLength(10);
  });

  const problems = [
    ['an unknown key', 'clusters: [{ id: a, engin: neptune }]', 'clusters[0].engin', 'did you mean engine?'],
    [
      'an unquoted account',
      'accounts: [{ id: 111122223333 }]\nclusters: []',
      'accounts[0].id',
      '"111122223333"',
    ],
    [
      'an unknown account',
      'clusters: [{ id: a, account: "999900001111" }]',
      'clusters[0].account',
      'add it there',
    ],
    ['an unknown use', 'clusters: [{ id: a, use: always2 }]', 'clusters[0].use', 'did you mean always?'],
    [
      'an unknown source',
      'clusters: [{ id: a, readReplicaOf: b }]',
      'clusters[0].readReplicaOf',
      'add that cluster',
    ],
    ['itself as a source', 'clusters: [{ id: a, greenOf: a }]', 'clusters[0].greenOf', 'add that cluster'],
    ['the same cluster twice', 'clusters: [{ id: a }, { id: A }]', 'clusters[1].id', 'another id'],
    ['a count without {n}', 'clusters: [{ id: a, count: 2 }]', 'clusters[0].id', 'load-{n}'],
    ['{n} without a count', 'clusters: [{ id: "a{n}" }]', 'clusters[0].id', 'add a count'],
    ['a profile named none', 'clusters: []\nuseProfiles: { none: [] }', 'useProfiles.none', 'another name'],
    [
      'v1 of Neptune',
      'clusters: [{ id: a, engine: neptune, mode: serverless }]',
      'clusters[0].mode',
      'aurora',
    ],
    [
      'a class for Aurora',
      'clusters: [{ id: a, instanceClass: db.x.l }]',
      'clusters[0].instanceClass',
      'instances',
    ],
    [
      'a pause of Neptune',
      'clusters: [{ id: a, engine: neptune, serverless: { min: 0, max: 4 } }]',
      'clusters[0].serverless',
      '1 or more',
    ],
    [
      'bad hours',
      'clusters: [{ id: a, use: [{ hours: 9 to 5 }] }]',
      'clusters[0].use[0].hours',
      'mon-fri 09:00-17:00',
    ],
    [
      'a bad time zone',
      'clusters: []\nuseProfiles: { x: [{ timezone: Berlin }] }',
      'useProfiles.x[0].timezone',
      'Europe/Berlin',
    ],
    ['a bad duration', 'clusters: [{ id: a, since: yesterday }]', 'clusters[0].since', '6d20h'],
    ['a bad range', 'clusters: []\ntimings: { stop: quickly }', 'timings.stop', '3m-10m'],
    ['an unknown quirk', 'clusters: []\nquirks: { guards: x }', 'quirks.guards', 'guardCode'],
    ['an unknown status', 'clusters: [{ id: a, status: asleep }]', 'clusters[0].status', 'available'],
    [
      'a min above the max',
      'clusters: [{ id: a, serverless: { min: 8, max: 4 } }]',
      'clusters[0].serverless',
      'swap',
    ],
  ];
  it.each(problems)('says what is wrong with %s, and what would be right', (_, text, path, remedy) => {
    const result = readFleet(text);

    const found = result.ok ? [] : result.problems;
    expect(found).toEqual([expect.objectContaining({ path, remedy: expect.stringContaining(remedy) })]);
  });

  it('has an example with every kind of cluster', () => {
    const { clusters } = loadFleet(example, 'examples/fleet.yml');

    const has = (test: (cluster: (typeof clusters)[number]) => boolean) => clusters.filter(test).length;
    expect(clusters.length).toBeGreaterThanOrEqual(24);
    expect(new Set(clusters.map(({ engine }) => engine)).size).toBe(6);
    expect(new Set(clusters.map(({ region }) => region)).size).toBe(3);
    expect(new Set(clusters.map(({ account }) => account)).size).toBe(2);
    expect(has(({ mode }) => mode === 'serverless')).toBe(1);
    expect(has(({ serverless }) => serverless?.min === 0)).toBe(1);
    expect(has(({ use }) => use === 'missing')).toBe(1);
    expect(has(({ tags }) => 'dormouse:hold' in tags)).toBe(3);
    expect(has(({ status }) => status.startsWith('inaccessible'))).toBe(1);
  });

  it('has a JSON Schema that names its keys', () => {
    expect(fleetJsonSchema()).toMatchObject({
      additionalProperties: false,
      properties: { accounts: {}, region: {}, clusters: {}, useProfiles: {}, timings: {}, quirks: {} },
    });
  });
});

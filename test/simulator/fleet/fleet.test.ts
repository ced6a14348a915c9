import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadFleet } from '../../../simulator/fleet/load-fleet.ts';
import { fleetJsonSchema, readFleet } from '../../../simulator/fleet/read-fleet.ts';

const example = readFileSync(new URL('../../../examples/fleet.yml', import.meta.url), 'utf8');

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
        instances: [{ class: 'db.r6g.large' }, { class: 'db.r6g.large' }],
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
    const [cluster] = loadFleet(`clusters: [{ id: a, ${text} }]`).clusters;

    expect(cluster?.instances.map((instance) => instance.class)).toEqual(expected);
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
    ['a bad size', 'clusters: [{ id: a, size: 0 }]', 'clusters[0].size', '1'],
    ['no encryption', 'clusters: [{ id: a, encrypted: yes }]', 'clusters[0].encrypted', 'alias/dormouse'],
    [
      'an unknown key',
      'clusters: [{ id: a, encrypted: alias/x }]',
      'clusters[0].encrypted',
      'add it to keys',
    ],
    [
      'a key of another Region',
      'clusters: [{ id: a, region: us-east-1, encrypted: alias/x }]\nkeys: [{ alias: alias/x }]',
      'clusters[0].encrypted',
      'add it to keys',
    ],
    [
      'a nearly known key',
      'clusters: [{ id: a, encrypted: alias/dormose }]\nkeys: [{ alias: alias/dormouse }]',
      'clusters[0].encrypted',
      'did you mean alias/dormouse?',
    ],
    [
      'a snapshot away from its key',
      'clusters: [{ id: a, encrypted: alias/x, snapshots: [{ id: s, region: us-east-1 }] }]\nkeys: [{ alias: alias/x }]',
      'clusters[0].snapshots[0].encrypted',
      'say here how it is encrypted',
    ],
    [
      'a short window',
      'clusters: [{ id: a, backupWindow: 02:00-02:20 }]',
      'clusters[0].backupWindow',
      '02:00-02:30',
    ],
    ['a long retention', 'clusters: [{ id: a, backupRetention: 36 }]', 'clusters[0].backupRetention', '35'],
    [
      'the same key twice',
      'clusters: []\nkeys: [{ alias: alias/x }, { alias: alias/x }]',
      'keys[1].alias',
      'another',
    ],
    ['a key without alias/', 'clusters: []\nkeys: [{ alias: x }]', 'keys[0].alias', 'alias/dormouse'],
    [
      'a key of an unknown account',
      'clusters: []\nkeys: [{ alias: alias/x, account: "999900001111" }]',
      'keys[0].account',
      'add it there',
    ],
    [
      'a bad state of a key',
      'clusters: []\nkeys: [{ alias: alias/x, state: On }]',
      'keys[0].state',
      'Enabled',
    ],
    [
      'the same snapshot twice',
      'clusters: [{ id: a, snapshots: [{ id: s }, { id: S }] }]',
      'clusters[0].snapshots[1].id',
      'another id',
    ],
    [
      'the same snapshot in two series',
      'clusters: [{ id: a, snapshots: [{ id: "s-{stamp}", count: 3 }, { id: "s-{stamp}", count: 2, since: 3d }] }]',
      'clusters[0].snapshots[1].id',
      'another id',
    ],
    [
      'snapshots that are all the same',
      'clusters: [{ id: a, snapshots: [{ id: s, count: 2 }] }]',
      'clusters[0].snapshots[0].id',
      'old-{n}',
    ],
    [
      'snapshots of all copies that are the same',
      'clusters: [{ id: "a{n}", count: 2, snapshots: [{ id: s }] }]',
      'clusters[0].snapshots[0].id',
      '{cluster}',
    ],
    [
      'a manual snapshot with a name of AWS',
      'clusters: [{ id: a, snapshots: [{ id: "rds:s" }] }]',
      'clusters[0].snapshots[0].id',
      'type: automated',
    ],
    [
      'an automated snapshot with a name of ours',
      'clusters: [{ id: a, snapshots: [{ id: s, type: automated }] }]',
      'clusters[0].snapshots[0].id',
      'rds:a-{minute}',
    ],
    ['a bad quota', 'clusters: []\nquotas: { copies: many }', 'quotas.copies', 'number'],
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

  it('takes two series of snapshots that their times tell apart', () => {
    const series =
      '{ id: "s-{stamp}", count: 3 }, { id: "s-{stamp}", count: 2, since: 4d, tags: { old: "yes" } }';

    expect(readFleet(`clusters: [{ id: a, snapshots: [${series}] }]`)).toMatchObject({ ok: true });
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
      properties: {
        accounts: {},
        clusters: {},
        useProfiles: {},
        keys: {},
        timings: {},
        quotas: {},
        quirks: {},
      },
    });
  });
});

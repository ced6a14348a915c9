import { expect, test } from 'vitest';
import { wrongCalls } from './drill-oracle.ts';
import { playOut } from './drill-play.ts';
import { ACCOUNT, AWAY, drillStage, HOME } from './drill-stage.ts';
import { toPolicy } from './let-loose.ts';

const recovery = {
  drill: { every: '30d', hours: 'always', from: ['newest'], where: [AWAY], atMost: 1, ttl: '12h' },
  network: { [AWAY]: { subnetGroup: 'drills', securityGroups: ['sg-0fedcba9876543210'] } },
  instance: { class: 'smallest' },
  checks: [{ sql: 'select count(*) from orders', database: 'shop', atLeast: 3_000 }],
};
const policy = {
  version: 1,
  mode: 'enforce',
  timezone: 'UTC',
  targets: [{ account: ACCOUNT, regions: [HOME] }],
  rules: [{ name: 'tables', match: {}, recovery }],
};
const play = {
  seed: 7,
  fleet: {
    clusters: [
      {
        ...{ id: 'orders', engine: 'aurora-postgresql', version: '16.6', use: 'always', backupRetention: 7 },
        tables: [{ name: 'orders', database: 'shop', rows: 5_000 }],
        snapshots: [
          { id: 'orders-1', since: '2d' },
          { id: 'orders-1-copy', since: '1d', region: AWAY, copyOf: 'orders-1' },
        ],
      },
    ],
    quirks: { copyResourceId: 'source' },
    places: [{ region: AWAY, subnetGroups: [{ name: 'drills' }] }],
    timings: { lag: '0s', restore: '20m', restorePerGiB: '0s' },
  },
  policy,
};

test('a copy is restored where it lies, and the proof is noted on the source', async () => {
  const stage = drillStage(play);
  await playOut(stage);

  expect(stage.records('evidence/')).toMatchObject([
    {
      verdict: 'passed',
      place: { region: AWAY },
      source: { region: HOME },
      point: { snapshot: 'orders-1-copy' },
    },
  ]);
  expect(wrongCalls(stage)).toEqual([]);
  expect(stage.sources()[0]?.tags.get('dormouse:proven')).toMatch(/in us-west-2 took \d+m drill /);
});

test.each([
  ['its rule is gone', toPolicy({ ...policy, rules: [{ name: 'none', match: {}, power: {} }] })],
  [
    'its rule only observes',
    toPolicy({ ...policy, rules: [{ name: 'tables', mode: 'observe', match: {}, recovery }] }),
  ],
  ['its cluster is protected', toPolicy({ ...policy, protect: [{ clusters: ['*'] }] })],
])('a drill is cleaned up all the same if %s', async (_, later) => {
  const stage = drillStage(play);
  await stage.sweep();
  stage.later(30);
  await stage.sweep();
  expect(stage.drillClusters()).toHaveLength(1);

  await playOut(stage, { sweep: async () => void (await stage.sweep(later)) });

  expect(stage.drillClusters()).toEqual([]);
  expect(stage.records('open/')).toEqual([]);
  expect(stage.records('evidence/')).toHaveLength(1);
});

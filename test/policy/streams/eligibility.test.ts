import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import { ineligibleByInstances, ineligibleForStream } from '../../../shared/policy/streams/eligibility.ts';
import type { StreamFacts, StreamMode } from '../../../shared/policy/streams/stream.ts';
import { anAuditedCluster, someStreamFacts } from './builders.ts';

const mysql = { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.08.0' };

const ineligibleOf = (some: Partial<Cluster>, mode: StreamMode = 'async', kmsKey = 'alias/das') =>
  ineligibleForStream({ cluster: anAuditedCluster(some), mode, kmsKey });

describe('ineligibleForStream', () => {
  test.each<[string, Partial<Cluster>, StreamMode, string, string]>([
    [
      'Multi-AZ DB clusters have no',
      { engine: 'postgres' },
      'async',
      'alias/das',
      'Multi-AZ DB clusters have no',
    ],
    [
      'one by its class',
      { instanceClass: 'db.r6gd.large' },
      'async',
      'alias/das',
      'Multi-AZ DB clusters have no',
    ],
    ['Neptune', { engine: 'neptune' }, 'async', 'alias/das', 'neptune has no activity streams'],
    ['DocumentDB', { engine: 'docdb' }, 'async', 'alias/das', 'docdb has no activity streams'],
    ['Serverless v1', { engineMode: 'serverless' }, 'async', 'alias/das', 'Aurora Serverless v1'],
    ['Limitless', { scalability: 'limitless' }, 'async', 'alias/das', 'Limitless'],
    ['Limitless by its version', { engineVersion: '16.4-limitless' }, 'async', 'alias/das', 'Limitless'],
    ['sync on MySQL', mysql, 'sync', 'alias/das', 'set mode: async'],
    [
      'an old MySQL',
      { ...mysql, engineVersion: '5.7.mysql_aurora.2.10.3' },
      'async',
      'alias/das',
      'upgrade it to 2.11',
    ],
    ['an old PostgreSQL', { engineVersion: '17.2' }, 'async', 'alias/das', 'upgrade it to 17.4'],
    ['a Region without', { region: 'eu-central-2' }, 'async', 'alias/das', 'eu-central-2 has no'],
    ["AWS's own key", {}, 'async', 'alias/aws/rds', 'alias/aws/rds is an AWS managed key'],
  ])('reports %s', (_name, cluster, mode, kmsKey, detail) => {
    const ineligible = ineligibleOf(cluster, mode, kmsKey);

    expect(ineligible?.detail).toContain(detail);
    expect(ineligible?.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test.each<[string, Partial<Cluster>, StreamMode]>([
    ['PostgreSQL in sync', {}, 'sync'],
    ['MySQL in async', mysql, 'async'],
    ['the first MySQL', { ...mysql, engineVersion: '5.7.mysql_aurora.2.11.3' }, 'async'],
    ['a MySQL to come', { ...mysql, engineVersion: '8.4.mysql_aurora.8.4.1' }, 'async'],
    ['the first PostgreSQL 15', { engineVersion: '15.2' }, 'async'],
    ['a PostgreSQL without a bound', { engineVersion: '14.3' }, 'async'],
    ['a PostgreSQL to come', { engineVersion: '18.1' }, 'async'],
    ['a version that cannot be read', { engineVersion: '' }, 'async'],
    ['a Region that is not on the list', { region: 'eu-south-9' }, 'async'],
  ])('says nothing against %s', (_name, cluster, mode) => {
    expect(ineligibleOf(cluster, mode)).toBeUndefined();
  });

  test('says nothing against a rule without a key', () => {
    expect(ineligibleForStream({ cluster: anAuditedCluster(), mode: 'async' })).toBeUndefined();
  });
});

describe('ineligibleByInstances', () => {
  const cluster = anAuditedCluster();
  const modes = (modesByClass: StreamFacts['modesByClass']) => someStreamFacts(cluster, { modesByClass });

  test.each<[string, StreamFacts, StreamMode, string | undefined]>([
    ['are fit', someStreamFacts(cluster), 'sync', undefined],
    ['are offered async only, and async is wanted', modes({ 'db.r6g.large': ['async'] }), 'async', undefined],
    [
      'are offered async only',
      modes({ 'db.r6g.large': ['async'] }),
      'sync',
      'no sync activity streams for db.r6g',
    ],
    ['are offered none', modes({ 'db.r6g.large': [] }), 'async', 'no activity streams for db.r6g.large'],
    ['are of a class that AWS lists no more', modes({}), 'async', undefined],
    ['are of a class that AWS lists no more, and sync is wanted', modes({}), 'sync', undefined],
  ])('when the instances %s', (_name, facts, mode, detail) => {
    const ineligible = ineligibleByInstances({ cluster, mode }, facts);

    if (detail === undefined) expect(ineligible).toBeUndefined();
    else expect(ineligible?.detail).toContain(detail);
  });

  test('reports a cluster without instances, and a serverless one', () => {
    const bare = anAuditedCluster({ members: [] });
    const members = [
      { id: 'm', clusterId: 'audited-1', status: 'available', instanceClass: 'db.serverless' },
    ];

    expect(ineligibleByInstances({ cluster: bare, mode: 'async' }, someStreamFacts(bare))?.detail).toContain(
      'it has no instances',
    );
    expect(
      ineligibleByInstances({ cluster, mode: 'async' }, someStreamFacts(cluster, { members }))?.detail,
    ).toContain('m is serverless');
  });
});

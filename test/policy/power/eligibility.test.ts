import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import {
  ineligibleByTopology,
  ineligibleToStart,
  ineligibleToStop,
} from '../../../shared/policy/power/eligibility.ts';
import type { StopFacts } from '../../../shared/policy/power/facts.ts';
import { aCluster, someFacts } from '../builders.ts';

const peer = 'arn:aws:rds:us-east-1:111122223333:cluster:peer';

describe('clusters that AWS does not stop', () => {
  test.each<[string, Partial<Cluster>, string]>([
    [
      'a Multi-AZ DB cluster by its engine',
      { engine: 'mysql' },
      'a Multi-AZ DB cluster has no stop and start',
    ],
    [
      'a Multi-AZ DB cluster of PostgreSQL',
      { engine: 'postgres' },
      'a Multi-AZ DB cluster has no stop and start',
    ],
    [
      'a cluster with an instance class of its own',
      { instanceClass: 'db.r6gd.large' },
      'a Multi-AZ DB cluster has',
    ],
    ['an engine that is not known', { engine: 'aurora-next' }, 'the engine aurora-next is not known to stop'],
    ['Serverless v1', { engineMode: 'serverless' }, 'Aurora Serverless v1 has no stop and start; upgrade it'],
    ['multi-master', { engineMode: 'multimaster' }, 'a multi-master cluster has no stop and start'],
    ['a replica', { replicationSource: peer }, `it replicates from ${peer}; promote it`],
    [
      'what others replicate from',
      { readReplicas: [peer] },
      `${peer} replicates from it; promote or delete that`,
    ],
    ['a cluster without instances', { members: [] }, 'it has no instances, so nothing runs; add one'],
  ])('%s', (_name, some, detail) => {
    const ineligible = ineligibleToStop(aCluster(some));

    expect(ineligible?.detail).toContain(detail);
    expect(ineligible?.detail).toContain('exclude it from the rule');
    expect(ineligible?.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test.each<[string, Partial<StopFacts>, string]>([
    [
      'a member of a global database with others',
      { globalPeers: [peer] },
      `other clusters (${peer}); remove them`,
    ],
    [
      'a part of a blue/green deployment',
      { inBlueGreen: true },
      'blue/green deployment; delete the deployment',
    ],
  ])('%s', (_name, some, detail) => {
    const ineligible = ineligibleByTopology(someFacts(aCluster(), some));

    expect(ineligible?.detail).toContain(detail);
    expect(ineligible?.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

describe('clusters that AWS stops', () => {
  test.each(['aurora', 'aurora-mysql', 'aurora-postgresql', 'neptune', 'docdb'])('%s', (engine) => {
    expect(ineligibleToStop(aCluster({ engine }))).toBeUndefined();
    expect(ineligibleToStart(aCluster({ engine }))).toBeUndefined();
  });

  test('the sole cluster of a global database', () => {
    const cluster = aCluster({ globalClusterId: 'world' });

    expect(ineligibleToStop(cluster)).toBeUndefined();
    expect(ineligibleByTopology(someFacts(cluster))).toBeUndefined();
  });

  test('Serverless v2 and parallel query', () => {
    expect(ineligibleToStop(aCluster({ serverless: { min: 0.5, max: 8 } }))).toBeUndefined();
    expect(ineligibleToStop(aCluster({ engineMode: 'parallelquery' }))).toBeUndefined();
  });
});

describe('clusters that AWS does not start', () => {
  test.each<[string, Partial<Cluster>]>([
    ['a Multi-AZ DB cluster', { engine: 'postgres' }],
    ['an engine that is not known', { engine: 'aurora-next' }],
    ['Serverless v1', { engineMode: 'serverless' }],
    ['multi-master', { engineMode: 'multimaster' }],
  ])('%s', (_name, some) => {
    expect(ineligibleToStart(aCluster(some))?.detail).toContain('exclude it from the rule');
  });

  test.each<[string, Partial<Cluster>]>([
    ['a replica', { replicationSource: peer }],
    ['what others replicate from', { readReplicas: [peer] }],
    ['a cluster without instances', { members: [] }],
  ])('but %s it does', (_name, some) => {
    expect(ineligibleToStart(aCluster(some))).toBeUndefined();
  });
});

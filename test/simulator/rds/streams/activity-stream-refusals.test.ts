import { describe, expect, it } from 'vitest';
import { clusterStatuses } from '../../../../simulator/fleet/statuses.ts';
import { aControlPlane, evenTimings, failure } from '../../control-plane.ts';
import { aStreamFleet, keys, streamArn, streamFleet } from './stream-fleet.ts';

const started = streamFleet('activityStream: started');
const combination = 'InvalidParameterCombination';

describe('starting an activity stream', () => {
  const here = "You can't start a database activity stream in this configuration";
  const kinds = [
    ['Neptune', 'engine: neptune', 'neptune has no activity streams'],
    ['DocumentDB', 'engine: docdb', 'docdb has no activity streams'],
    ['a Multi-AZ DB cluster', 'engine: postgres', 'postgres has no activity streams'],
    ['Serverless v1', 'mode: serverless', 'Serverless v1'],
    ['Serverless v2', 'serverless: { min: 1, max: 4 }', 'on db.serverless has no'],
    ['one serverless instance', 'instances: [db.r6g.large, db.serverless]', 'on db.serverless has no'],
    ['a small class', 'instances: [db.t4g.medium]', 'on db.t4g.medium has no'],
    ['an old version', 'version: "15.1"', '15.1 on db.r6g.large has no'],
    ['an old version of MySQL', 'engine: aurora-mysql, version: 5.7.mysql_aurora.2.10.3', 'has no'],
    ['a Limitless Database', 'limitless: true', 'Limitless'],
    ['no instances', 'instances: 0', 'no instances'],
  ] as const;
  it.each(kinds)('is not for %s', (_, cluster, why) => {
    const refused = failure(aStreamFleet(streamFleet(cluster)).start);

    expect(refused).toMatchObject({ code: combination, status: 400 });
    expect(refused.message).toContain(here);
    expect(refused.message).toContain(why);
  });

  it('is asynchronous on Aurora MySQL, whatever is asked for', () => {
    const mysql = streamFleet('engine: aurora-mysql');

    expect(failure(() => aStreamFleet(mysql).start({ Mode: 'sync' })).message).toContain('no mode sync');
    expect(aStreamFleet(mysql).start().Status).toBe('starting');
  });

  it('fails with the code that the quirk names', () => {
    const quirk = 'quirks: { streamCode: InvalidDBClusterStateFault }';

    const { code } = failure(aStreamFleet(streamFleet('engine: neptune', quirk)).start);

    expect(code).toBe('InvalidDBClusterStateFault');
  });

  const statuses = ['starting', 'started', 'stopping'] as const;
  it.each(statuses)('is refused while it is %s', (status) => {
    const { backend, start } = aStreamFleet();
    backend.cluster('a').setStreamStatus(status);

    expect(failure(start)).toEqual({
      code: combination,
      status: 400,
      message: `Activity Streams feature expected to be stopped, but is ${status}`,
    });
  });

  const fleet = (key: string) => `${streamFleet().replace('keys: [', `keys: [${key}, `)}`;
  const unusable = [
    ['unknown', '', 'alias/none', 'KMSKeyNotAccessibleFault'],
    ['disabled', '{ alias: alias/k, state: Disabled }', 'alias/k', 'KMSKeyNotAccessibleFault'],
    ['to be deleted', '{ alias: alias/k, state: PendingDeletion }', 'alias/k', 'KMSKeyNotAccessibleFault'],
    ['denied', '{ alias: alias/k, policy: denied }', 'alias/k', 'KMSKeyNotAccessibleFault'],
    ['of another Region', '{ alias: alias/k, regions: [us-east-1] }', 'alias/k', 'KMSKeyNotAccessibleFault'],
    ['asymmetric', '{ alias: alias/k, spec: RSA_2048 }', 'alias/k', 'KMSKeyNotAccessibleFault'],
    ['managed by AWS', '{ alias: alias/aws/rds }', 'alias/aws/rds', combination],
    ['managed by AWS, and unknown', '', 'alias/aws/rds', combination],
  ] as const;
  it.each(unusable)('is refused with a key that is %s', (_, key, KmsKeyId, code) => {
    const { start, truth } = aStreamFleet(key === '' ? streamFleet() : fleet(key));

    expect(failure(() => start({ KmsKeyId }))).toMatchObject({ code, status: 400 });
    expect(truth()).toBe('stopped');
  });

  const inputs = [
    ['no ARN', { ResourceArn: 'a' }, 'InvalidParameterValue', 'ResourceArn'],
    ['the ARN of a snapshot', { ResourceArn: `${streamArn}-snapshot:s`.replace(':a', '') }, '', ''],
    ['another mode', { Mode: 'fast' }, 'InvalidParameterValue', 'Mode'],
    ['no key', { KmsKeyId: '' }, 'InvalidParameterValue', 'KmsKeyId'],
  ] as const;
  it.each(inputs)('takes no %s', (_, input, code, text) => {
    const refused = failure(() => aStreamFleet().start(input));

    expect(refused.code).toBe(code || 'InvalidParameterValue');
    expect(refused.message).toContain(text || 'ResourceArn');
  });

  it('is refused to an instance, as the streams of a cluster are its own', () => {
    const instance = (id: string) => ({ ResourceArn: streamArn.replace('cluster:a', `db:${id}`) });

    expect(failure(() => aStreamFleet().start(instance('a-1'))).code).toBe(combination);
    expect(failure(() => aStreamFleet().start(instance('x'))).code).toBe('DBInstanceNotFound');
  });
});

describe('stopping an activity stream', () => {
  const statuses = ['stopped', 'starting', 'stopping'] as const;
  it.each(statuses)('is refused while it is %s', (status) => {
    const { backend, stop } = aStreamFleet();
    backend.cluster('a').setStreamStatus(status);

    expect(failure(stop)).toEqual({
      code: combination,
      status: 400,
      message: `Activity Streams feature expected to be started, but is ${status}`,
    });
  });

  it('is refused on what has none', () => {
    expect(failure(aStreamFleet(streamFleet('engine: docdb')).stop).code).toBe(combination);
  });
});

describe.each(['start', 'stop'] as const)('to %s an activity stream', (what) => {
  const fleet = what === 'start' ? streamFleet() : started;

  it.each(clusterStatuses.filter((status) => status !== 'available'))('no cluster may be %s', (status) => {
    const backend = aStreamFleet(fleet);
    backend.backend.cluster('a').setStatus(status);

    expect(failure(backend[what])).toEqual({
      code: 'InvalidDBClusterStateFault',
      status: 400,
      message: `DbCluster a is in ${status} state but expected it to be one of available.`,
    });
  });

  it('all instances have to be available', () => {
    const backend = aStreamFleet(fleet);
    backend.backend.cluster('a').setMemberStatus('a-2', 'modifying');

    expect(failure(backend[what]).code).toBe('InvalidDBInstanceState');
  });

  it('the cluster has to be there, in the account and Region of the call', () => {
    const fleets = `clusters: [{ id: a, region: us-east-1 }]\n${keys}\n${evenTimings}`;
    const backend = aStreamFleet(fleets);
    const elsewhere = { ResourceArn: streamArn.replace('eu-central-1', 'us-east-1') };

    expect(failure(backend[what])).toMatchObject({ code: 'DBClusterNotFoundFault', status: 404 });
    expect(failure(() => backend[what](elsewhere)).code).toBe('DBClusterNotFoundFault');
  });
});

it('a fleet without streams has the statuses of none', () => {
  const { rds } = aControlPlane(
    `clusters: [{ id: a, engine: neptune }, { id: b, engine: mysql }, { id: c }]`,
  );

  const shown = rds('DescribeDBClusters').DBClusters.map((cluster: object) =>
    Object.entries(cluster).filter(([name]) => name.startsWith('ActivityStream')),
  );

  expect(shown).toEqual([[['ActivityStreamStatus', 'stopped']], [], [['ActivityStreamStatus', 'stopped']]]);
});

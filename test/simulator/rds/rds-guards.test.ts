import { describe, expect, it } from 'vitest';
import { aControlPlane, failure } from '../control-plane.ts';

const stop = (fleet: string, id = 'dev-a', region = 'eu-central-1') =>
  aControlPlane(fleet).rds('StopDBCluster', { DBClusterIdentifier: id }, { region });

describe('clusters that cannot be stopped', () => {
  const pair = 'clusters: [{ id: dev-a, global: g }, { id: dev-b, global: g, region: us-east-1 }]';
  const replica = 'clusters: [{ id: dev-a }, { id: dev-b, region: us-east-1, readReplicaOf: dev-a }]';
  const deployment = 'clusters: [{ id: dev-a }, { id: dev-b, greenOf: dev-a }]';
  const cases = [
    ['a member of a global database', pair, 'dev-a', 'global database g'],
    ['its other member', pair, 'dev-b', 'global database g'],
    ['a cluster with a read replica', replica, 'dev-a', 'cross-Region read replica'],
    ['a read replica', replica, 'dev-b', 'cross-Region read replica'],
    ['a blue cluster', deployment, 'dev-a', 'blue/green deployment'],
    ['a green cluster', deployment, 'dev-b', 'blue/green deployment'],
    ['Serverless v1', 'clusters: [{ id: dev-a, mode: serverless }]', 'dev-a', 'Serverless v1'],
    ['a Multi-AZ PostgreSQL', 'clusters: [{ id: dev-a, engine: postgres }]', 'dev-a', 'Multi-AZ'],
    ['a Multi-AZ MySQL', 'clusters: [{ id: dev-a, engine: mysql }]', 'dev-a', 'Multi-AZ'],
    ['a cluster without instances', 'clusters: [{ id: dev-a, instances: 0 }]', 'dev-a', 'no instances'],
  ] as const;

  it.each(cases)('%s', (_, fleet, id, obstacle) => {
    const region = fleet !== deployment && id === 'dev-b' ? 'us-east-1' : 'eu-central-1';

    expect(failure(() => stop(fleet, id, region))).toEqual({
      code: 'InvalidDBClusterStateFault',
      status: 400,
      message: expect.stringMatching(new RegExp(`^DbCluster ${id} cannot be stopped: .*${obstacle}`)),
    });
  });

  it('fail with the code that the quirk names', () => {
    const quirk = 'quirks: { guardCode: InvalidParameterCombination }';

    const { code } = failure(() => stop(`clusters: [{ id: dev-a, mode: serverless }]\n${quirk}`));

    expect(code).toBe('InvalidParameterCombination');
  });

  it('are asked for their status first', () => {
    const { message } = failure(() => stop('clusters: [{ id: dev-a, mode: serverless, status: modifying }]'));

    expect(message).toContain('is in modifying state');
  });

  const others = [
    ['the only member of a global database', 'clusters: [{ id: dev-a, global: g }]'],
    ['Serverless v2', 'clusters: [{ id: dev-a, serverless: { min: 0.5, max: 4 } }]'],
    ['Neptune', 'clusters: [{ id: dev-a, engine: neptune }]'],
    ['DocumentDB', 'clusters: [{ id: dev-a, engine: docdb }]'],
    ['a cluster with an activity stream', 'clusters: [{ id: dev-a, activityStream: started }]'],
    [
      'no instances, by quirk',
      'clusters: [{ id: dev-a, instances: 0 }]\nquirks: { stopWithoutInstances: allowed }',
    ],
  ] as const;
  it.each(others)('do not include %s', (_, fleet) => {
    expect(stop(fleet).DBCluster.Status).toBe('available');
  });

  it('do not include the last member of a global database, once the others are gone', () => {
    const { backend, rds } = aControlPlane(pair);
    backend.cluster('dev-b').delete();

    expect(rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' }).DBCluster.Status).toBe('available');
  });
});

import { describe, expect, it } from 'vitest';
import { aControlPlane, failure, hour, minute } from '../../control-plane.ts';

const fleet = `
clusters:
  - { id: orders }
  - { id: old, version: '15.2' }
  - { id: graph, engine: neptune }
  - { id: world, global: everywhere }
  - { id: asleep, status: stopped, since: 2h }
keys: [{ alias: alias/secrets }]
timings: { lag: 0s, reset: 1m }
`;

const modify = { DBClusterIdentifier: 'orders', ManageMasterUserPassword: true };

describe('a managed master password', () => {
  it('resets the credentials, and has a secret that is active before long', () => {
    const { rds, advance, status, delivered } = aControlPlane(fleet);
    const secret = () =>
      rds('DescribeDBClusters', { DBClusterIdentifier: 'orders' }).DBClusters[0].MasterUserSecret;
    const { DBCluster } = rds('ModifyDBCluster', modify);
    const during = [status('orders'), secret().SecretStatus];
    advance(5 * minute);

    expect(DBCluster.MasterUserSecret).toMatchObject({
      SecretArn: expect.stringMatching(
        /^arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!cluster-/,
      ),
      SecretStatus: 'creating',
    });
    expect(during).toEqual(['resetting-master-credentials', 'creating']);
    expect([status('orders'), secret().SecretStatus]).toEqual(['available', 'active']);
    expect(delivered.map(({ event }) => event.detail.EventID)).toEqual(['RDS-EVENT-0016']);
  });

  it('changes nothing when it is managed already', () => {
    const { rds, advance, status } = aControlPlane(fleet);
    rds('ModifyDBCluster', modify);
    advance(hour);
    rds('ModifyDBCluster', modify);

    expect(status('orders')).toBe('available');
  });

  it('may have a key of its own', () => {
    const { rds } = aControlPlane(fleet);
    const key = rds('ModifyDBCluster', { ...modify, MasterUserSecretKmsKeyId: 'alias/secrets' });

    expect(key.DBCluster.MasterUserSecret.KmsKeyId).toMatch(/^arn:aws:kms:/);
  });

  it.each([
    ['of Neptune', { DBClusterIdentifier: 'graph' }, 'InvalidParameterCombination'],
    ['of a member of a global database', { DBClusterIdentifier: 'world' }, 'InvalidParameterCombination'],
    ['of a stopped cluster', { DBClusterIdentifier: 'asleep' }, 'InvalidDBClusterStateFault'],
    ['with no key', { MasterUserSecretKmsKeyId: 'alias/none' }, 'KMSKeyNotAccessibleFault'],
  ])('is refused %s', (_, input, code) => {
    const { rds } = aControlPlane(fleet);

    expect(failure(() => rds('ModifyDBCluster', { ...modify, ...input })).code).toBe(code);
  });
});

describe('the HTTP endpoint', () => {
  const arn = (id: string) => `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`;

  it('is switched on and off', () => {
    const { rds } = aControlPlane(fleet);
    const isOn = () =>
      rds('DescribeDBClusters', { DBClusterIdentifier: 'orders' }).DBClusters[0].HttpEndpointEnabled;
    const answer = rds('EnableHttpEndpoint', { ResourceArn: arn('orders') });
    const on = isOn();
    rds('DisableHttpEndpoint', { ResourceArn: arn('orders') });

    expect(answer).toEqual({ ResourceArn: arn('orders'), HttpEndpointEnabled: true });
    expect([on, isOn()]).toEqual([true, false]);
  });

  it.each([
    ['none', 'ResourceNotFoundFault', 404],
    ['old', 'InvalidResourceStateFault', 400],
    ['graph', 'InvalidResourceStateFault', 400],
    ['asleep', 'InvalidResourceStateFault', 400],
  ])('of %s is refused: %s', (id, code, status) => {
    const { rds } = aControlPlane(fleet);

    expect(failure(() => rds('EnableHttpEndpoint', { ResourceArn: arn(id) }))).toMatchObject({
      code,
      status,
    });
  });
});

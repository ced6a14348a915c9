import { describe, expect, it } from 'vitest';
import { aControlPlane, day } from '../control-plane.ts';

const fleet = `
clusters:
  - { id: a, tags: { env: dev } }
  - { id: b, backupRetention: 0 }
  - { id: b, region: us-east-1, backupRetention: 0 }
`;

describe('events that happen to a cluster from outside', () => {
  it('can be told as JSON', () => {
    const { backend, rds } = aControlPlane(fleet);

    backend.control?.cluster?.({
      cluster: 'a',
      status: 'modifying',
      use: 'always',
      tags: { env: null, team: 'shop' },
      key: 'inaccessible',
      failNextStop: true,
    });

    expect(rds('DescribeDBClusters').DBClusters[0]).toMatchObject({
      Status: 'modifying',
      TagList: [{ Key: 'team', Value: 'shop' }],
    });
  });

  it('deletes it for good, whatever was going on', () => {
    const { backend, rds, delivered, advance } = aControlPlane(fleet);
    rds('StopDBCluster', { DBClusterIdentifier: 'a' });

    backend.control?.cluster?.({ cluster: 'a', delete: true });
    advance(8 * day);

    expect(delivered.map(({ event }) => event.detail.EventID)).toEqual(['RDS-EVENT-0171']);
    expect(backend.state().clusters.map(({ id }) => id)).toEqual(['b', 'b']);
  });

  const refused = [
    [{ cluster: 'x' }, 'There is no cluster x'],
    [{ cluster: 'b' }, '2 clusters are named b'],
    [{ cluster: 'a', use: 'x' }, 'There is no use x: write one of none, always, missing'],
    [{ cluster: 'a', statu: 'x' }, 'statu'],
    [undefined, 'expected object'],
  ] as const;
  it.each(refused)('refuses %o', (body, text) => {
    const { backend } = aControlPlane(fleet);

    expect(() => backend.control?.cluster?.(body)).toThrow(text);
  });

  it('needs a member that is there', () => {
    const { backend } = aControlPlane(fleet);

    expect(() => backend.cluster('a').setMemberStatus('b-1', 'rebooting')).toThrow('a has no instance b-1');
  });
});

import { describe, expect, it } from 'vitest';
import { clusterStatuses } from '../../../simulator/fleet/statuses.ts';
import { aControlPlane, evenTimings, failure, minute } from '../control-plane.ts';

const one = `clusters: [{ id: dev-a, instances: 1 }]\n${evenTimings}`;
const recoverable = 'inaccessible-encryption-credentials-recoverable';

describe('the status that an operation needs', () => {
  for (const [operation, fine] of [
    ['StopDBCluster', ['available']],
    ['StartDBCluster', ['stopped', recoverable]],
  ] as const) {
    it.each(clusterStatuses)(`${operation} on a cluster that is %s`, (status) => {
      const { backend, rds } = aControlPlane(one);
      backend.cluster('dev-a').setStatus(status);

      const run = () => rds(operation, { DBClusterIdentifier: 'dev-a' });

      if (fine.some((expected) => expected === status)) {
        expect(run().DBCluster.Status).toBe(status);
      } else {
        expect(failure(run)).toEqual({
          code: 'InvalidDBClusterStateFault',
          status: 400,
          message: `DbCluster dev-a is in ${status} state but expected it to be one of ${fine.join(',')}.`,
        });
      }
    });
  }

  it('refuses a second stop at once, before reads show the first', () => {
    const { rds, status } = aControlPlane(one);
    rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });

    const again = failure(() => rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' }));

    expect(status('dev-a')).toBe('available');
    expect(again.message).toContain('is in stopping state');
  });

  it('refuses a stop while a member is not available', () => {
    const { backend, rds } = aControlPlane(one);
    backend.cluster('dev-a').setMemberStatus('dev-a-1', 'rebooting');

    const refused = failure(() => rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' }));

    expect(refused).toEqual({
      code: 'InvalidDBInstanceState',
      status: 400,
      message: 'DbInstance dev-a-1 is in rebooting state but expected it to be one of available.',
    });
  });

  it('starts a cluster that had lost its key only when the key is back', () => {
    const { backend, rds, status, advance } = aControlPlane(
      `clusters: [{ id: dev-a, status: ${recoverable} }]\n${evenTimings}`,
    );
    const start = () => rds('StartDBCluster', { DBClusterIdentifier: 'dev-a' });

    const refused = failure(start);
    backend.cluster('dev-a').setKey('accessible');
    start();
    advance(11 * minute);

    expect(refused.code).toBe('KMSKeyNotAccessibleFault');
    expect(status('dev-a')).toBe('available');
  });
});

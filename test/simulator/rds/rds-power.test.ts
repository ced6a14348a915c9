import { describe, expect, it } from 'vitest';
import { aControlPlane, day, evenTimings, hour, minute, start } from '../control-plane.ts';

const two = `clusters: [{ id: dev-a, instances: 2 }]\n${evenTimings}`;
const stopped = `clusters: [{ id: dev-a, instances: 1, status: stopped, since: 6d20h }]\n${evenTimings}`;

describe('stopping and starting', () => {
  it('takes its time, and reads lag behind', () => {
    const { rds, status, advance } = aControlPlane(two);
    const answer = rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });

    const seen = [answer.DBCluster.Status];
    for (const step of [29_000, 1_000, 10 * minute - 1_000, 1_000]) {
      advance(step);
      seen.push(status('dev-a'));
    }

    expect(seen).toEqual(['available', 'available', 'stopping', 'stopping', 'stopped']);
  });

  it('answers a start with the status before, and comes up with its members first', () => {
    const { rds, status, advance } = aControlPlane(stopped);
    const members = () => rds('DescribeDBInstances').DBInstances[0].DBInstanceStatus;

    const answer = rds('StartDBCluster', { DBClusterIdentifier: 'dev-a' });
    advance(minute);
    const early = [status('dev-a'), members()];
    advance(9 * minute);
    const late = [status('dev-a'), members()];
    advance(minute);

    expect(answer.DBCluster.Status).toBe('stopped');
    expect(early).toEqual(['starting', 'starting']);
    expect(late).toEqual(['starting', 'available']);
    expect([status('dev-a'), members()]).toEqual(['available', 'available']);
  });

  it('reports when AWS will start it, as long as it is stopped', () => {
    const { rds, advance } = aControlPlane(two);
    const restart = () => rds('DescribeDBClusters').DBClusters[0].AutomaticRestartTime;

    const before = restart();
    rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });
    advance(11 * minute);

    expect(before).toBeUndefined();
    expect(restart()).toEqual(new Date(start + 10 * minute + 7 * day));
  });

  it('is undone by AWS after seven days', () => {
    const { delivered, status, advance } = aControlPlane(stopped);

    advance(4 * hour - 1);
    const before = status('dev-a');
    advance(hour);

    expect(before).toBe('stopped');
    expect(status('dev-a')).toBe('available');
    expect(delivered.map(({ event }) => [event.detail.EventID, event.time])).toEqual([
      ['RDS-EVENT-0153', '2026-11-23T09:00:00Z'],
      ['RDS-EVENT-0088', '2026-11-23T09:09:00Z'],
      ['RDS-EVENT-0151', '2026-11-23T09:10:00Z'],
    ]);
  });

  it('begins seven new days with every stop', () => {
    const { rds, status, advance } = aControlPlane(stopped);
    rds('StartDBCluster', { DBClusterIdentifier: 'dev-a' });
    advance(hour);
    rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });

    advance(7 * day);
    const after = status('dev-a');
    advance(hour);

    expect(after).toBe('stopped');
    expect(status('dev-a')).toBe('available');
  });

  it('may fail: the cluster stays available, and an event says so', () => {
    const { backend, rds, delivered, status, advance } = aControlPlane(two);
    backend.cluster('dev-a').failNextStop();

    rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });
    advance(hour);

    expect(status('dev-a')).toBe('available');
    expect(delivered.map(({ event }) => event.detail.EventID)).toEqual(['RDS-EVENT-0152']);
  });

  it('goes on with what was under way at the start', () => {
    const { status, advance } = aControlPlane(
      `clusters: [{ id: a, status: stopping }, { id: b, status: starting }]\n${evenTimings}`,
    );

    advance(11 * minute);

    expect([status('a'), status('b')]).toEqual(['stopped', 'available']);
  });

  it('is forgotten when something else happens to the cluster', () => {
    const { backend, rds, delivered, status, advance } = aControlPlane(two);
    rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });

    backend.cluster('dev-a').setStatus('maintenance');
    advance(hour);

    expect(status('dev-a')).toBe('maintenance');
    expect(delivered).toEqual([]);
  });

  it('takes a lag on demand', () => {
    const { rds, faults, status, advance } = aControlPlane(two);
    faults.delivery = { ...faults.delivery, lagMs: 5 * minute };

    rds('StopDBCluster', { DBClusterIdentifier: 'dev-a' });
    advance(5 * minute);

    expect(status('dev-a')).toBe('available');
  });
});

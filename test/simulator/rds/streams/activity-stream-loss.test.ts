import { describe, expect, it } from 'vitest';
import { failure, hour, minute } from '../../control-plane.ts';
import { aStreamFleet, keyArn, streamFleet } from './stream-fleet.ts';

const stream = 'activityStream: { key: alias/das }';
const started = streamFleet(stream);

describe('a stream that loses its key', () => {
  it.each(['Disabled', 'PendingDeletion'] as const)('stops by itself when it is %s', (state) => {
    const { backend, truth, shown, restarts, advance, eventIds } = aStreamFleet(started);
    backend.setKey('alias/das', { state });

    const seen = [];
    for (const step of [4 * minute - 1, 1, 5 * minute]) {
      advance(step);
      seen.push(truth());
    }
    advance(minute);

    expect(seen).toEqual(['started', 'stopping', 'stopped']);
    expect(shown()).toEqual({ Status: 'stopped' });
    expect(restarts()).toEqual([]);
    expect(eventIds()).toEqual(['RDS-EVENT-0180']);
  });

  it('goes on when the key is back in time', () => {
    const { backend, truth, advance } = aStreamFleet(started);

    backend.setKey(keyArn, { state: 'Disabled' });
    advance(minute);
    backend.setKey(keyArn, { state: 'Enabled' });
    advance(hour);

    expect(truth()).toBe('started');
  });

  it('does not get so far as to be started', () => {
    const { backend, start, truth, advance, eventIds } = aStreamFleet();

    start();
    backend.setKey(keyArn, { state: 'Disabled' });
    advance(hour);

    expect(truth()).toBe('stopped');
    expect(eventIds()).toEqual(['RDS-EVENT-0180']);
  });

  it('has lost it when its start comes in the maintenance window', () => {
    const { backend, start, truth, advance } = aStreamFleet(
      streamFleet('maintenanceWindow: mon:06:00-mon:06:30'),
    );

    start({ ApplyImmediately: false });
    backend.setKey(keyArn, { state: 'Disabled' });
    advance(hour + 4 * minute);

    expect(truth()).toBe('stopping');
  });

  it('is one with that key', () => {
    const { backend, truth, advance } = aStreamFleet(
      started.replace('keys: [', 'keys: [{ alias: alias/x }, '),
    );

    backend.setKey('alias/x', { state: 'Disabled' });
    advance(hour);

    expect(truth()).toBe('started');
  });

  it('may have lost it before the simulation began', () => {
    const { truth, advance } = aStreamFleet(
      started.replace('alias/das, id', 'alias/das, state: Disabled, id'),
    );

    advance(hour);

    expect(truth()).toBe('stopped');
  });
});

describe('the power of a cluster with a stream', () => {
  const cluster = { DBClusterIdentifier: 'a' };

  it('leaves the status of the stream as it is', () => {
    const { rds, shown, status, restarts, advance } = aStreamFleet(started);
    rds('StopDBCluster', cluster);
    advance(hour);
    const stopped = [status('a'), shown()];
    rds('StartDBCluster', cluster);
    advance(hour);

    expect(stopped).toMatchObject(['stopped', { Status: 'started', Mode: 'async' }]);
    expect([status('a'), shown()]).toMatchObject(['available', { Status: 'started', Mode: 'async' }]);
    expect(restarts()).toEqual([]);
  });

  it('ends the stream by quirk', () => {
    const { rds, shown, advance, eventIds } = aStreamFleet(
      streamFleet(stream, 'quirks: { streamOfStopped: ended }'),
    );
    rds('StopDBCluster', cluster);
    advance(hour);

    expect(shown()).toEqual({ Status: 'stopped' });
    expect(eventIds().toSorted()).toEqual(['RDS-EVENT-0150', 'RDS-EVENT-0180']);
  });

  it('cannot be cut while the instances reboot, or while the stream starts', () => {
    const { rds, start, advance } = aStreamFleet();
    const stop = () => rds('StopDBCluster', cluster);

    start();
    const rebooting = failure(stop);
    advance(2 * minute);
    const starting = failure(stop);
    advance(hour);

    expect(rebooting.code).toBe('InvalidDBInstanceState');
    expect(starting).toEqual({
      code: 'InvalidDBClusterStateFault',
      status: 400,
      message: 'DbCluster a cannot be stopped: its activity stream is starting.',
    });
    expect(stop().DBCluster.Status).toBe('available');
  });

  it('can be cut while the stream starts, by quirk', () => {
    const { rds, start, status, truth, advance } = aStreamFleet(
      streamFleet('', 'quirks: { stopDuringStreamChange: allowed }'),
    );

    start();
    advance(2 * minute);
    rds('StopDBCluster', cluster);
    advance(hour);

    expect([status('a'), truth()]).toEqual(['stopped', 'started']);
  });
});

it('a cluster that is deleted takes its stream with it', () => {
  const { backend, start, advance, eventIds } = aStreamFleet(streamFleet('', 'quirks: { streamKeyId: arn }'));
  start();
  backend.setKey(keyArn, { state: 'Disabled' });

  backend.cluster('a').delete();
  advance(hour);

  expect(eventIds()).toEqual(['RDS-EVENT-0171']);
});

import { describe, expect, it } from 'vitest';
import { nextWindow } from '../../../../simulator/rds/clusters/maintenance-window.ts';
import { day, hour, minute, start as now } from '../../control-plane.ts';
import { aStreamFleet, streamFleet } from './stream-fleet.ts';

const later = { ApplyImmediately: false };
const window = '2026-11-25T22:00:00.000Z';
const untilWindow = Date.parse(window) - now;
const inWindow = (cluster = '', more = '') =>
  aStreamFleet(streamFleet(`maintenanceWindow: wed:22:00-wed:22:30, ${cluster}`, more));

describe('a change of a stream that is not to be applied immediately', () => {
  it('changes nothing until the maintenance window begins, then restarts the cluster', () => {
    const { backend, start, shown, restarts, advance } = inWindow();
    const answer = start(later);
    advance(untilWindow - 1);
    const before = [shown(), restarts(), backend.state().clusters[0]?.activityStream?.due];
    advance(31_000);
    const within = shown().Status;
    advance(hour);

    expect(answer).toMatchObject({ Status: 'stopped', Mode: 'async', ApplyImmediately: false });
    expect(before).toEqual([{ Status: 'stopped' }, [], window]);
    expect(within).toBe('starting');
    expect(shown()).toMatchObject({ Status: 'started', Mode: 'async' });
    expect(restarts()).toEqual([{ at: window, why: 'activity-stream-start' }]);
    expect(backend.state().clusters[0]?.activityStream).not.toHaveProperty('due');
  });

  it('waits as well when nothing is said of it', () => {
    const { rds, stop, shown, advance } = inWindow('activityStream: started');
    const answer = stop({ ApplyImmediately: undefined });
    advance(untilWindow - 1);
    const before = shown().Status;
    advance(hour);

    expect([answer.Status, before, shown().Status]).toEqual(['started', 'started', 'stopped']);
    expect(rds('DescribeEvents', { Duration: 120 }).Events).toHaveLength(1);
  });

  it('shows what is to come by quirk', () => {
    const { start, shown, restarts, advance } = inWindow('', 'quirks: { deferredStreamStatus: changing }');
    const answer = start(later);
    advance(day);

    expect([answer.Status, shown().Status, restarts()]).toEqual(['starting', 'starting', []]);
  });

  it('gives way to one that comes after it', () => {
    const { start, restarts, truth, advance, eventIds } = inWindow();
    start(later);
    advance(hour);
    start();
    advance(7 * day);

    expect(truth()).toBe('started');
    expect(restarts()).toHaveLength(1);
    expect(eventIds()).toEqual(['RDS-EVENT-0179']);
  });

  it('waits for another week when the cluster is not available then', () => {
    const { backend, start, truth, restarts, advance } = inWindow();
    start(later);
    backend.cluster('a').setStatus('modifying');
    advance(untilWindow + hour);
    const then = [truth(), restarts()];
    backend.cluster('a').setStatus('available');
    advance(7 * day);

    expect(then).toEqual(['stopped', []]);
    expect(truth()).toBe('started');
  });
});

describe('the next maintenance window', () => {
  const cases = [
    ['mon:05:00-mon:05:30', '2026-11-30T05:00:00Z'],
    ['mon:05:01-mon:05:31', '2026-11-23T05:01:00Z'],
    ['mon:04:59-mon:05:29', '2026-11-30T04:59:00Z'],
    ['sun:23:45-mon:00:15', '2026-11-29T23:45:00Z'],
    ['thu:00:00-thu:00:30', '2026-11-26T00:00:00Z'],
  ] as const;
  it.each(cases)('%s begins at %s', (text, expected) => {
    expect(nextWindow(text, now)).toBe(Date.parse(expected));
    expect(nextWindow(text, now + minute)).toBeGreaterThan(now + minute);
  });
});

import { describe, expect, it } from 'vitest';
import { loadFleet } from '../../../../simulator/fleet/load-fleet.ts';
import { readFleet } from '../../../../simulator/fleet/read-fleet.ts';
import { hour, minute } from '../../control-plane.ts';
import { aStreamFleet, keyArn, keyId, streamFleet } from './stream-fleet.ts';

describe('activity streams in a fleet file', () => {
  const written = [
    ['a status', 'started', { status: 'started', mode: 'async' }],
    ['a mode', '{ mode: sync }', { status: 'started', mode: 'sync' }],
    [
      'a key',
      '{ status: stopping, key: alias/das }',
      { status: 'stopping', mode: 'async', key: 'alias/das' },
    ],
  ] as const;
  it.each(written)('can be written as %s', (_, text, expected) => {
    expect(loadFleet(streamFleet(`activityStream: ${text}`)).clusters[0]?.activityStream).toEqual(expected);
  });

  it('have some key when none is named, always the same', () => {
    const keys = [1, 2].map(() => aStreamFleet(streamFleet('activityStream: started')).shown().KmsKeyId);

    expect(keys[0]).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keyId);
  });

  it.each([
    ['starting', 'started', ['RDS-EVENT-0179']],
    ['stopping', 'stopped', ['RDS-EVENT-0180']],
    ['started', 'started', []],
    ['stopped', 'stopped', []],
  ] as const)('go on from %s', (status, after, events) => {
    const { shown, restarts, advance, eventIds } = aStreamFleet(streamFleet(`activityStream: ${status}`));
    const before = shown().Status;
    advance(6 * minute);

    expect([before, shown().Status]).toEqual([status, after]);
    expect(restarts()).toEqual([]);
    expect(eventIds()).toEqual(events);
  });

  const problems = [
    ['engine: neptune, activityStream: started', 'clusters[0].activityStream', 'take it out'],
    ['mode: serverless, activityStream: starting', 'clusters[0].activityStream', 'take it out'],
    ['engine: aurora-mysql, activityStream: { mode: sync }', 'clusters[0].activityStream', 'write async'],
    ['activityStream: { key: alias/dass }', 'clusters[0].activityStream.key', 'did you mean alias/das?'],
    ['activityStream: { status: on }', 'clusters[0].activityStream', 'started'],
  ] as const;
  it.each(problems)('%s is a mistake', (cluster, path, remedy) => {
    const result = readFleet(streamFleet(cluster));

    expect(result.ok ? [] : result.problems).toMatchObject([
      { path: expect.stringContaining(path), remedy: expect.stringContaining(remedy) },
    ]);
  });
});

describe('changes that people make to a stream', () => {
  it('is done at once, and restarts the cluster', () => {
    const { backend, shown, restarts, advance } = aStreamFleet();
    backend.cluster('a').startStream('sync', keyArn);
    advance(hour);
    const on = shown();
    backend.cluster('a').stopStream();
    advance(hour);

    expect(on).toMatchObject({ Status: 'started', Mode: 'sync', KmsKeyId: keyId });
    expect(shown()).toEqual({ Status: 'stopped' });
    expect(restarts()).toHaveLength(2);
  });

  it('can be told as JSON', () => {
    const { backend, shown, restarts, advance } = aStreamFleet();
    const post = (change: object) => backend.control?.cluster?.({ cluster: 'a', ...change });

    post({ startStream: { mode: 'async', key: 'alias/das' } });
    advance(hour);
    const on = shown().Status;
    post({ stopStream: true });
    advance(minute);
    const ending = shown().Status;
    post({ streamStatus: 'starting' });

    expect([on, ending, shown().Status]).toEqual(['started', 'stopping', 'starting']);
    expect(restarts()).toHaveLength(2);
  });

  it('is forgotten when the stream gets another status', () => {
    const { backend, start, truth, restarts, advance, eventIds } = aStreamFleet();

    start();
    backend.cluster('a').setStreamStatus('stopped');
    advance(hour);

    expect([truth(), eventIds()]).toEqual(['stopped', []]);
    expect(restarts()).toHaveLength(1);
  });

  it('needs a key that is there', () => {
    const { backend } = aStreamFleet();

    expect(() => backend.cluster('a').startStream('sync', 'alias/x')).toThrow('There is no key alias/x');
    expect(() => backend.control?.cluster?.({ cluster: 'a', stopStream: false })).toThrow('stopStream');
  });

  it('restarts no cluster that is stopped', () => {
    const { backend, restarts } = aStreamFleet(streamFleet('status: stopped, activityStream: started'));

    backend.cluster('a').stopStream();

    expect(restarts()).toEqual([]);
  });
});

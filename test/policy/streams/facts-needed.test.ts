import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import { streamFactsNeeded } from '../../../shared/policy/streams/facts-needed.ts';
import {
  ALIAS,
  anAuditedCluster,
  aStream,
  aStreamPolicy,
  aStreamRule,
  aStreamWorld,
  KEY_ARN,
  OTHER_KEY_ID,
  someStreamFacts,
  WINDOW_LATER,
} from './builders.ts';

const needs = (some: Partial<Cluster>, kmsKey = ALIAS, thorough = false, keys = {}) => {
  const cluster = anAuditedCluster(some);
  const world = aStreamWorld([{ cluster }], { keys });
  const needed = streamFactsNeeded(aStreamPolicy(aStreamRule({ kmsKey })), world, thorough);
  const [clusters, events] = [needed.clusters, needed.events].map((some) => some.map(({ id }) => id));
  return { clusters, keys: needed.keys, events };
};
const usable = { usable: true, arn: KEY_ARN } as const;
const nothing = { clusters: [], keys: [], events: [] };
const running = { activityStream: aStream() };

describe('streamFactsNeeded', () => {
  test('is nothing for a stream that runs with the key that the rule names by ARN', () => {
    expect(needs(running, KEY_ARN)).toEqual(nothing);
  });

  test('is the key behind an alias, once, for streams that run', () => {
    const clusters = ['a', 'b'].map((id) => ({ cluster: anAuditedCluster({ id, ...running }) }));

    expect(streamFactsNeeded(aStreamPolicy(), aStreamWorld(clusters, { keys: {} }))).toEqual({
      ...nothing,
      keys: [ALIAS],
    });
  });

  test('is no key for a stream whose own is not told', () => {
    expect(needs({ activityStream: { status: 'started', mode: 'async' } })).toEqual(nothing);
  });

  test('is the key for a start that is due, and with a key that can be used the instances', () => {
    expect(needs({})).toEqual({ clusters: [], keys: [ALIAS], events: ['audited-1'] });
    expect(needs({}, ALIAS, false, { [ALIAS]: usable })).toEqual({
      clusters: ['audited-1'],
      keys: [],
      events: ['audited-1'],
    });
  });

  test('is no instance for a start whose key cannot be used, however often it is looked at', () => {
    const unusable = { usable: false, detail: 'it is Disabled' };

    expect(needs({}, ALIAS, false, { [ALIAS]: unusable })).toEqual({ ...nothing, events: ['audited-1'] });
  });

  test('is no more than events for a start that waits', () => {
    expect(needs({ maintenanceWindow: WINDOW_LATER })).toEqual({ ...nothing, events: ['audited-1'] });
  });

  test('is the same for a start that waits, if thorough', () => {
    const later = { maintenanceWindow: WINDOW_LATER };

    expect(needs(later, ALIAS, true).keys).toEqual([ALIAS]);
    expect(needs(later, ALIAS, true, { [ALIAS]: usable }).clusters).toEqual(['audited-1']);
  });

  test('is nothing more where keys were read and cannot be compared', () => {
    const other = { activityStream: aStream({ kmsKey: 'alias/other' }) };
    const unreported = { activityStream: { status: 'started', mode: 'async' } };

    expect(needs(other, ALIAS, false, { [ALIAS]: usable })).toEqual(nothing);
    expect(needs(unreported)).toEqual(nothing);
  });

  test('is what a stop for another key needs to be undone', () => {
    expect(needs(running, OTHER_KEY_ID).keys).toEqual([OTHER_KEY_ID]);
    expect(needs(running, OTHER_KEY_ID, false, { [OTHER_KEY_ID]: usable }).clusters).toEqual(['audited-1']);
  });

  test('is nothing for a stop', () => {
    const cluster = anAuditedCluster(running);

    expect(
      streamFactsNeeded(
        aStreamPolicy(aStreamRule({ mode: 'off' })),
        aStreamWorld([{ cluster }], { keys: {} }),
        true,
      ),
    ).toEqual(nothing);
  });

  test('is nothing for what is held, stopped, ineligible or of no rule', () => {
    for (const some of [{ tags: { 'dormouse:hold': 'forever' } }, { engineVersion: '15.1' }]) {
      expect(needs(some)).toEqual({ ...nothing, events: ['audited-1'] });
    }
    for (const some of [{ engine: 'neptune' }, { status: 'stopped' }]) expect(needs(some)).toEqual(nothing);
  });

  test('is read for what a person asks for too', () => {
    const cluster = anAuditedCluster({ maintenanceWindow: WINDOW_LATER });
    const requested = { desired: 'sync', until: Date.parse('2026-12-01') } as const;
    const world = aStreamWorld([{ cluster }], { keys: { [ALIAS]: usable }, requested });

    expect(streamFactsNeeded(aStreamPolicy(), world, true).clusters).toHaveLength(1);
  });

  test('is not what is there already', () => {
    const cluster = anAuditedCluster();
    const observed = { cluster, streamFacts: someStreamFacts(cluster), streamEvents: {} };

    expect(streamFactsNeeded(aStreamPolicy(), aStreamWorld([observed], { keys: {} }))).toEqual({
      ...nothing,
      keys: [ALIAS],
    });
  });
});

import { describe, expect, test } from 'vitest';
import { streamFactsNeeded } from '../../shared/policy/stream-facts-needed.ts';
import type { Cluster } from '../../shared/policy/world.ts';
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
} from './stream-builders.ts';

const needs = (some: Partial<Cluster>, kmsKey = ALIAS, thorough = false, keys = {}) => {
  const cluster = anAuditedCluster(some);
  const world = aStreamWorld([{ cluster }], { keys });
  const needed = streamFactsNeeded(aStreamPolicy(aStreamRule({ kmsKey })), world, thorough);
  return { clusters: needed.clusters.map(({ id }) => id), keys: needed.keys, events: needed.events };
};
const nothing = { clusters: [], keys: [], events: false };
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

  test('is all of it for a start that is due', () => {
    expect(needs({})).toEqual({ clusters: ['audited-1'], keys: [ALIAS], events: true });
  });

  test('is no more than events for a start that waits', () => {
    expect(needs({ maintenanceWindow: WINDOW_LATER })).toEqual({ ...nothing, events: true });
  });

  test('is all of it for a start that waits, if thorough', () => {
    expect(needs({ maintenanceWindow: WINDOW_LATER }, ALIAS, true)).toEqual({
      clusters: ['audited-1'],
      keys: [ALIAS],
      events: true,
    });
  });

  test('is what a stop for another key needs to be undone', () => {
    expect(needs(running, OTHER_KEY_ID)).toEqual({
      clusters: ['audited-1'],
      keys: [OTHER_KEY_ID],
      events: false,
    });
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
    for (const some of [{ tags: { 'dormouse:hold': 'forever' } }, { engine: 'neptune' }]) {
      expect(needs(some)).toEqual({ ...nothing, events: true });
    }
    expect(needs({ status: 'stopped' })).toEqual(nothing);
  });

  test('is read for what a person asks for too', () => {
    const cluster = anAuditedCluster({ maintenanceWindow: WINDOW_LATER });
    const requested = { desired: 'sync', until: Date.parse('2026-12-01') } as const;
    const world = aStreamWorld([{ cluster }], { keys: {}, requested });

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

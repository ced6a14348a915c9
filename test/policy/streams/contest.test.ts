import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import type { ActivityStreamRule } from '../../../shared/policy/model/policy.ts';
import { aRange, DAY, hoursOf, MINUTE } from '../builders.ts';
import { anAuditedCluster, aStreamPolicy, aStreamRule, aStreamWorld, someStreamFacts } from './builders.ts';
import { StreamModel } from './model.ts';

const SWEEP = 5 * MINUTE;
const anytime = (some: Partial<ActivityStreamRule> = {}) =>
  aStreamPolicy(aStreamRule({ restart: 'anytime', ...some }));

function aModel(policy = anytime()): StreamModel {
  const cluster = anAuditedCluster();
  return new StreamModel(policy, aStreamWorld([{ cluster, streamFacts: someStreamFacts(cluster) }]));
}

/** The decisions of a day of sweeps. */
function aDay(model: StreamModel, sweep: (index: number) => Decision[]): Decision[] {
  return Array.from({ length: DAY / SWEEP }, (_, index) => {
    const decisions = sweep(index);
    model.settle(SWEEP);
    return decisions;
  }).flat();
}

const restarts = (decisions: readonly Decision[]) => decisions.filter(({ verdict }) => verdict === 'act');
const reasonsOf = (decisions: readonly Decision[]) => decisions.map(({ reason }) => reason);

describe('sides that disagree', () => {
  test.each([
    ['a mode', anytime({ mode: 'sync' })],
    ['whether there is a stream', anytime({ mode: 'off' })],
  ])('about %s, each with a deployment, restart a cluster no more than four times a day', (_, other) => {
    const model = aModel();
    const sweep = (index: number) => model.sweep(index % 2 === 0 ? undefined : other);

    const [first, second] = [aDay(model, sweep), aDay(model, sweep)];

    expect(restarts(first)).toHaveLength(4);
    expect(restarts(second).length).toBeLessThanOrEqual(4);
    expect(reasonsOf(first)).toContain('stream-contested');
  });

  test('as where AWS reports another mode than it was asked for, do so too, and the stream is left running', () => {
    const model = aModel();
    const sweep = () => {
      const clusters = model.world.clusters.map(({ cluster, ...rest }) => {
        const stream = cluster.activityStream;
        const activityStream = stream?.status === 'started' ? { ...stream, mode: 'sync' } : stream;
        return { ...rest, cluster: { ...cluster, ...defined({ activityStream }) } };
      });
      model.world = { ...model.world, clusters };
      return model.sweep();
    };

    const day = aDay(model, sweep);

    expect(restarts(day).length).toBeLessThanOrEqual(4);
    expect(day.at(-1)?.reason).toBe('stream-contested');
  });

  test('leave it for a day, which ends when the tag is removed', () => {
    const model = aModel();
    const off = anytime({ mode: 'off' });
    aDay(model, (index) => model.sweep(index % 2 === 0 ? undefined : off));
    expect(restarts([...model.sweep(), ...model.sweep(off)])).toEqual([]);

    const clusters = model.world.clusters.map((each) => ({
      ...each,
      cluster: { ...each.cluster, tags: {} },
    }));
    model.world = { ...model.world, clusters };

    expect(restarts([...model.sweep(), ...model.sweep(off)])).toHaveLength(1);
  });

  test('are not one policy whose hours begin and end, and whose mode is changed meanwhile', () => {
    const hours = hoursOf([aRange([6, 7], '08:00', '18:00')]);
    const model = aModel();
    const modeAt = (index: number) => (index < 20 ? 'async' : 'sync');

    const day = aDay(model, (index) => model.sweep(anytime({ mode: modeAt(index), hours })));

    expect(reasonsOf(restarts(day))).toEqual([
      ...['stream-due', 'stream-drift', 'stream-due'],
      ...['stream-over', 'stream-due'],
    ]);
  });
});

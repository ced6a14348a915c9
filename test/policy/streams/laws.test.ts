import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defined } from '../../../shared/defined.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import { reasons } from '../../../shared/policy/model/reasons.ts';
import { readHold } from '../../../shared/policy/rules/hold.ts';
import { decidingRule, protectionFrom } from '../../../shared/policy/rules/match.ts';
import { decideActivityStreams } from '../../../shared/policy/streams/decide.ts';
import { streamFactsNeeded } from '../../../shared/policy/streams/facts-needed.ts';
import { streamGaps } from '../../../shared/policy/streams/gaps.ts';
import { nextRestartAt } from '../../../shared/policy/streams/restart-times.ts';
import type { StreamWorld } from '../../../shared/policy/streams/stream.ts';
import { runs } from '../../support/runs.ts';
import { HOUR, MINUTE, SATURDAY } from '../builders.ts';
import { anAuditedCluster, aStream, aStreamPolicy, aStreamRule, aStreamWorld } from './builders.ts';
import { StreamModel } from './model.ts';
import { factsFor, someKeys, someStreamPolicy, someStreamWorld } from './worlds.ts';

const RUNS = runs(1000);
const restarts = (decision: Decision | undefined): boolean =>
  decision?.verdict === 'act' && decision.command.kind !== 'tag-activity-stream';

describe('activity streams', () => {
  test('starts, stops, notes and leaves all come up in the worlds these laws are tried on', () => {
    const sample = fc.sample(fc.tuple(someStreamPolicy, someStreamWorld), { numRuns: 500, seed: 7 });
    const decisions = sample.flatMap(([policy, world]) => decideActivityStreams(policy, world));
    const kinds = decisions.map((each) => (each.verdict === 'act' ? each.command.kind : 'skip'));

    for (const kind of ['start-activity-stream', 'stop-activity-stream', 'tag-activity-stream', 'skip']) {
      expect(kinds.filter((each) => each === kind).length, kind).toBeGreaterThan(30);
    }
  });

  test('there is one decision for each cluster, in order, with a known reason and a detail', () => {
    fc.assert(
      fc.property(someStreamPolicy, someStreamWorld, (policy, world) => {
        const decisions = decideActivityStreams(policy, world);

        expect(decisions.map(({ resourceArn }) => resourceArn)).toEqual(
          world.clusters.map(({ cluster }) => cluster.arn),
        );
        for (const decision of decisions) {
          expect(decision).toMatchObject({ action: 'changeActivityStream', aspect: 'activityStream' });
          expect(Object.keys(reasons)).toContain(decision.reason);
          expect(decision.detail).not.toMatch(/^$|undefined/);
        }
      }),
      RUNS,
    );
  });

  test('nothing is restarted unless its rule allows it now, and its status, and all is known that decides', () => {
    fc.assert(
      fc.property(someStreamPolicy, someStreamWorld, (policy, world) => {
        const decisions = decideActivityStreams(policy, world);

        for (const [index, { cluster, streamFacts }] of world.clusters.entries()) {
          const decision = decisions[index];
          if (decision?.verdict !== 'act' || !restarts(decision)) continue;
          const declared = decidingRule(policy, cluster, 'activityStream')?.activityStream;
          expect(declared && nextRestartAt(declared, cluster, policy, world.observedAt)).toBe(
            world.observedAt,
          );
          expect(decision.restartsAt).toBe(world.observedAt);
          expect(cluster.status).toBe('available');
          const starts = decision.command.kind === 'start-activity-stream';
          expect(cluster.activityStream?.status ?? 'stopped').toBe(starts ? 'stopped' : 'started');
          if (starts || decision.reason === 'stream-drift') expect(streamFacts).toBeDefined();
        }
      }),
      RUNS,
    );
  });

  test('nothing at all is done to what no rule matches, or what is protected or held', () => {
    fc.assert(
      fc.property(someStreamPolicy, someStreamWorld, (policy, world) => {
        for (const [index, decision] of decideActivityStreams(policy, world).entries()) {
          const cluster = world.clusters[index]?.cluster;
          if (decision.verdict !== 'act' || cluster === undefined) continue;
          const rule = decidingRule(policy, cluster, 'activityStream');
          expect(rule?.name).toBe(decision.rule);
          expect(protectionFrom(policy, cluster, 'changeActivityStream')).toBeUndefined();
          expect(
            readHold(cluster.tags, { timezone: rule?.timezone ?? 'UTC', now: world.observedAt }).state,
          ).toBe('none');
        }
      }),
      RUNS,
    );
  });

  test('the same world gives the same decisions and gaps', () => {
    fc.assert(
      fc.property(someStreamPolicy, someStreamWorld, (policy, world) => {
        const [samePolicy, sameWorld] = [structuredClone(policy), structuredClone(world)];

        expect(decideActivityStreams(samePolicy, sameWorld)).toEqual(decideActivityStreams(policy, world));
        expect(streamGaps(samePolicy, sameWorld)).toEqual(streamGaps(policy, world));
      }),
      RUNS,
    );
  });

  test('facts read twice leave nothing open, thorough or not', () => {
    fc.assert(
      fc.property(
        someStreamPolicy,
        someStreamWorld,
        someKeys,
        fc.boolean(),
        (policy, world, keys, thorough) => {
          const read = (one: StreamWorld): StreamWorld => {
            const needed = streamFactsNeeded(policy, one, thorough);
            const [arns, gaps] = [needed.clusters, needed.events].map(
              (some) => new Set(some.map(({ arn }) => arn)),
            );
            const clusters = one.clusters.map((each) => {
              const streamFacts = arns?.has(each.cluster.arn) ? factsFor(each.cluster, 0) : each.streamFacts;
              return {
                ...each,
                ...defined({ streamFacts }),
                ...(gaps?.has(each.cluster.arn) && { streamEvents: {} }),
              };
            });
            const known = needed.keys.map((key) => [key, keys[key] ?? { usable: false, detail: 'gone' }]);
            return { ...one, clusters, keys: { ...one.keys, ...Object.fromEntries(known) } };
          };

          const done = read(read(world));

          expect(streamFactsNeeded(policy, done, thorough)).toEqual({
            clusters: [],
            keys: [],
            events: [],
          });
          expect(decideActivityStreams(policy, done).map(({ reason }) => reason)).not.toContain(
            'not-observed',
          );
        },
      ),
      RUNS,
    );
  });

  test('a stream that is acted on is as declared a few sweeps later, and then left alone', () => {
    const anytime = someStreamPolicy.map((policy) => ({
      ...policy,
      rules: policy.rules.map((rule) => ({
        ...rule,
        activityStream: aStreamRule({ ...rule.activityStream, restart: 'anytime' }),
      })),
    }));
    fc.assert(
      fc.property(anytime, someStreamWorld, (policy, world) => {
        const model = new StreamModel(policy, world);
        const acted = new Set<string>();
        for (let round = 0; round < 4; round++) {
          for (const decision of model.sweep()) if (restarts(decision)) acted.add(decision.resourceArn);
          model.settle(MINUTE);
        }

        for (const decision of model.sweep()) {
          expect(restarts(decision)).toBe(false);
          if (acted.has(decision.resourceArn)) {
            expect(decision.reason).toMatch(/^(stream-as-declared|override-refused)$/);
          }
        }
      }),
      RUNS,
    );
  });

  test('an override ends by itself at its time, and the stream is as the rule says again', () => {
    const someHours = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(someHours, fc.boolean(), (hours, runsAlready) => {
        const until = SATURDAY + hours * HOUR;
        const cluster = anAuditedCluster({ activityStream: runsAlready ? aStream() : { status: 'stopped' } });
        const streamFacts = factsFor(cluster, 0);
        const world = aStreamWorld([{ cluster, ...defined({ streamFacts }) }], {
          requested: { desired: 'off', until },
        });
        const model = new StreamModel(aStreamPolicy(aStreamRule({ restart: 'anytime' })), world);

        model.sweep();
        model.settle(until - SATURDAY - 1);
        expect(model.sweep()[0]).toMatchObject({ verdict: 'skip', reason: 'stream-as-declared' });
        expect(model.world.clusters[0]?.cluster.activityStream?.status).toBe('stopped');
        model.settle(1);
        expect(model.sweep()[0]).toMatchObject({ verdict: 'act', reason: 'stream-due' });
        model.settle(MINUTE);
        expect(model.sweep()[0]?.reason).toBe('stream-as-declared');
      }),
    );
  });
});

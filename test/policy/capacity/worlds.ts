import fc from 'fast-check';
import type {
  CapacityFacts,
  CapacityWorld,
  ObservedCapacity,
} from '../../../shared/policy/capacity/capacity.ts';
import type { Cluster, ServerlessCapacity } from '../../../shared/policy/model/cluster.ts';
import type { CapacityEntry, Policy, Rule } from '../../../shared/policy/model/policy.ts';
import { aCluster, aPolicy, hoursOf, WEEKDAYS } from '../builders.ts';
import { anInstant, defined, mostly } from '../worlds.ts';
import { aCapacityRule, aCapacityWorld, capacityFacts } from './builders.ts';

/** Generated policies and serverless clusters for the laws: values close together, so that they meet. */
const min = fc.constantFrom(0, 0.5, 1, 2, 4);
const max = fc.constantFrom(1, 4, 8, 8, 16, 128, 128.5, 256);
const pause = fc.constantFrom(undefined, 300_000, 600_000);

const entry: fc.Arbitrary<CapacityEntry> = fc
  .record({
    hours: fc.constantFrom(undefined, undefined, WEEKDAYS, hoursOf('never')),
    min,
    max,
    autoPauseAfterMs: pause,
    whenBusy: fc.constantFrom('wait' as const, 'wait' as const, 'apply' as const),
  })
  .map((some) => ({ ...some, min: Math.min(some.min, some.max) }))
  .map((some) => (some.min === 0 ? some : { ...some, autoPauseAfterMs: undefined }))
  .map(defined);

const rule: fc.Arbitrary<Rule> = fc
  .tuple(fc.constantFrom('dev-*', 'test-*', '*', '!prod-*'), fc.array(entry, { minLength: 1, maxLength: 3 }))
  .map(([glob, entries]) => aCapacityRule(entries, { name: glob, match: { clusters: [glob] } }));

export const someCapacityPolicy: fc.Arbitrary<Policy> = fc
  .record({
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
    protect: fc.subarray([{ clusters: ['*-1'] }, { clusters: ['*-2'], from: ['changeCapacity' as const] }]),
    tagActions: fc.boolean(),
  })
  .map(aPolicy);

const serverless: fc.Arbitrary<ServerlessCapacity> = fc
  .tuple(min, max, pause)
  .map(([low, high, after]) =>
    low === 0 && after !== undefined
      ? { min: low, max: high, autoPauseAfterMs: after }
      : { min: Math.min(low, high), max: high },
  );

const engine = mostly(
  { engine: 'aurora-postgresql', engineVersion: '16.4' },
  { engine: 'aurora-postgresql', engineVersion: '14.3' },
  { engine: 'aurora-mysql', engineVersion: '8.0.mysql_aurora.3.07.1' },
  { engine: 'neptune', engineVersion: '1.4.0.0' },
  { engine: 'docdb', engineVersion: '5.0.0' },
  { engine: 'aurora-sqlite', engineVersion: '1' },
);

const cluster: fc.Arbitrary<Cluster> = fc
  .record({
    id: fc
      .tuple(fc.constantFrom('dev', 'test', 'prod'), fc.nat(20))
      .map(([env, number]) => `${env}-${number}`),
    version: engine,
    engineMode: mostly('provisioned', 'serverless'),
    status: mostly('available', 'stopped', 'stopping', 'modifying', 'failed', 'new-status'),
    tags: mostly<Record<string, string>>(
      {},
      { 'dormouse:hold': 'forever' },
      { 'dormouse:hold': '?' },
      { 'dormouse:hold': '2026-01-01' },
      { 'dormouse:capacity': '1-8 2026-11-20T18:00:00Z by dev-*' },
    ),
    serverless: fc.option(serverless, { nil: undefined, freq: 12 }),
    serverlessPlatform: fc.constantFrom(undefined, '1', '3', 'new'),
    globalClusterId: mostly<string | undefined>(undefined, 'world'),
  })
  .map(({ version, ...some }) => aCluster({ ...defined(some), ...version }));

function factsOf(subject: Cluster): fc.Arbitrary<CapacityFacts> {
  const [member] = capacityFacts(subject).members;
  return fc
    .record({
      use: fc.constantFrom<CapacityFacts['use']>(
        { state: 'known', units: 0 },
        { state: 'known', units: 2 },
        { state: 'known', units: 4.5 },
        { state: 'unknown', detail: 'no values' },
      ),
      members: mostly<CapacityFacts['members'] | undefined>(
        undefined,
        [],
        member === undefined ? [] : [{ ...member, instanceClass: 'db.r6g.large' }],
        member === undefined ? [] : [{ ...member, status: 'rebooting' }],
        member === undefined ? [] : [{ ...member, status: 'incompatible-parameters' }],
      ),
    })
    .map((some) => capacityFacts(subject, defined(some)));
}

const observed: fc.Arbitrary<ObservedCapacity> = cluster.chain((one) =>
  fc
    .option(factsOf(one), { nil: undefined, freq: 6 })
    .map((facts) => (facts ? { cluster: one, capacityFacts: facts } : { cluster: one })),
);

const someClusters = fc.uniqueArray(observed, {
  selector: ({ cluster: { id } }) => id,
  minLength: 3,
  maxLength: 12,
});

export const capacityWorld: fc.Arbitrary<CapacityWorld> = fc
  .tuple(someClusters, anInstant)
  .map(([clusters, now]) => aCapacityWorld(clusters, now));

import fc from 'fast-check';
import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { ActivityStreamRule, Policy } from '../../../shared/policy/model/policy.ts';
import type {
  ObservedStream,
  RequestedOverride,
  StreamKey,
  StreamWorld,
} from '../../../shared/policy/streams/stream.ts';
import { aPolicy, aPowerRule, aRule, DAY, hoursOf, SATURDAY, WEEKDAYS } from '../builders.ts';
import { anInstant, mostly } from '../worlds.ts';
import {
  ALIAS,
  ANY_OVERRIDE,
  anAuditedCluster,
  aStreamRule,
  aStreamWorld,
  KEY_ARN,
  KEY_ID,
  NO_OVERRIDES,
  OTHER_KEY_ID,
  someStreamFacts,
  USABLE,
  WINDOW_LATER,
  WINDOW_NOW,
} from './builders.ts';
import { observedStreams } from './machine.ts';

/** Generated policies and clusters for the laws of streams: mostly plain, with every odd thing at times. */
const declared: fc.Arbitrary<ActivityStreamRule> = fc.record({
  mode: fc.constantFrom('async' as const, 'async' as const, 'sync' as const, 'off' as const),
  kmsKey: fc.constantFrom(ALIAS, KEY_ID, KEY_ARN, 'alias/other'),
  hours: fc.oneof(fc.constant(hoursOf('always')), fc.constantFrom(WEEKDAYS, hoursOf('never'))),
  overrides: mostly<ActivityStreamRule['overrides']>(ANY_OVERRIDE, NO_OVERRIDES, {
    text: 'max 7d',
    maxMs: 7 * DAY,
  }),
  restart: fc.oneof(
    fc.constant('anytime' as const),
    fc.constantFrom('maintenanceWindow' as const, 'offHours' as const),
  ),
});

export const someStreamPolicy: fc.Arbitrary<Policy> = fc
  .record({
    rules: fc.array(
      fc
        .tuple(
          fc.constantFrom('*', '!plain-1', 'audited-*'),
          declared,
          fc.constantFrom(WEEKDAYS, hoursOf('always')),
        )
        .map(([glob, stream, hours]) =>
          aRule({
            name: glob,
            match: { clusters: [glob] },
            activityStream: aStreamRule(stream),
            power: aPowerRule({ hours }),
          }),
        ),
      { minLength: 1, maxLength: 2 },
    ),
    protect: fc.subarray([
      { clusters: ['audited-2'] },
      { clusters: ['plain-3'], from: ['changeActivityStream' as const] },
    ]),
  })
  .map(aPolicy);

const oddTags = fc.constantFrom<Record<string, string>>(
  { 'dormouse:hold': 'forever' },
  { 'dormouse:hold': '?' },
  { 'dormouse:activity-stream-override': 'off until 2026-12-01' },
  { 'dormouse:activity-stream-override': 'sync until 2026-11-22T00:00:00Z' },
  { 'dormouse:activity-stream-override': 'off until 2026-01-01' },
  { 'dormouse:activity-stream-override': '?' },
  { 'dormouse:activity-stream-override': 'off until 9999-12-31' },
  { 'dormouse:activity-stream': 'start 2026-11-21T11:45:00Z attempt 1 by audited' },
  { 'dormouse:activity-stream': 'start 2026-11-21T06:00:00Z attempt 3 by audited' },
  { 'dormouse:activity-stream': 'stop 2026-11-20T20:00:00Z by audited' },
);
const tags = fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, oddTags);

const stream = fc.oneof(
  fc.constantFrom(
    observedStreams.absent,
    observedStreams.stopped,
    observedStreams.async,
    observedStreams.sync,
  ),
  fc.constantFrom(...Object.values(observedStreams)),
);

const cluster: fc.Arbitrary<Cluster> = fc
  .record({
    id: fc.tuple(fc.constantFrom('audited', 'plain'), fc.nat(9)).map(([name, number]) => `${name}-${number}`),
    engine: mostly('aurora-postgresql', 'aurora-mysql', 'neptune'),
    status: mostly('available', 'stopped', 'stopping', 'modifying', 'new-status'),
    members: mostly<string[] | undefined>(undefined, []),
    maintenanceWindow: fc.constantFrom(WINDOW_NOW, WINDOW_LATER, 'never'),
    createdAt: fc.constant(SATURDAY - 30 * DAY),
    stream,
    tags,
  })
  .map(({ stream: seen, members, ...some }) => {
    const { activityStream: _, ...plain } = anAuditedCluster({ ...some, ...defined({ members }) });
    return { ...plain, ...defined({ activityStream: seen }) };
  });

/** The instances of a cluster: nearly always of a kind for which a stream can be started. */
export function factsFor(subject: Cluster, odd: number): ObservedStream['streamFacts'] {
  const facts = someStreamFacts(subject);
  if (odd === 1) return { ...facts, modesByClass: { 'db.r6g.large': ['async'] } };
  if (odd === 2)
    return { ...facts, members: facts.members.map((each) => ({ ...each, status: 'rebooting' })) };
  return facts;
}

const observed = fc
  .tuple(cluster, mostly(0, 1, 2), mostly(true, false))
  .map(([one, odd, read]): ObservedStream => {
    const streamFacts = read ? factsFor(one, odd) : undefined;
    return { cluster: one, ...defined({ streamFacts }) };
  });

const otherKey: StreamKey = { usable: true, arn: KEY_ARN.replace(KEY_ID, OTHER_KEY_ID) };

/** The state of every key that these policies name. */
export const someKeys: fc.Arbitrary<Readonly<Record<string, StreamKey>>> = fc
  .tuple(
    mostly<StreamKey>(otherKey, { usable: false, detail: 'disabled' }),
    mostly(USABLE, { ...USABLE, awsManaged: true }),
  )
  .map(([other, own]) => ({ [ALIAS]: own, [KEY_ID]: own, [KEY_ARN]: own, 'alias/other': other }));

const requests = mostly<RequestedOverride | undefined>(
  undefined,
  { desired: 'declared' },
  { desired: 'off', until: Date.parse('2026-12-01T00:00:00Z') },
  { desired: 'async', until: Date.parse('2026-12-01T00:00:00Z') },
);

export const someStreamWorld: fc.Arbitrary<StreamWorld> = fc
  .record({
    clusters: fc.uniqueArray(observed, { selector: (one) => one.cluster.id, minLength: 2, maxLength: 8 }),
    keys: fc.tuple(someKeys, mostly(true, false)).map(([keys, read]) => (read ? keys : {})),
    requested: requests,
    now: anInstant,
  })
  .map(({ clusters, keys, requested, now }) =>
    aStreamWorld(clusters, { keys, ...defined({ requested }) }, now),
  );

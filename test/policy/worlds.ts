import fc from 'fast-check';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy, PowerRule, Rule } from '../../shared/policy/model/policy.ts';
import type { Observed, StopFacts } from '../../shared/policy/power/facts.ts';
import {
  aCluster,
  aPolicy,
  aPowerRule,
  aRule,
  DAY,
  HOUR,
  hoursOf,
  SATURDAY,
  someFacts,
  WEEKDAYS,
} from './builders.ts';

/** Generated policies and clusters for the laws: mostly plain, so that acts come up, with every odd thing at times. */
const NOWS = [SATURDAY, SATURDAY - DAY, SATURDAY + 2 * DAY, Date.parse('2026-03-29T01:00:00Z')];

export const anInstant = fc.constantFrom(...NOWS);

/** The first value mostly, each other at times. */
export function mostly<T>(value: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 12, arbitrary: fc.constant(value) },
    ...others.map((other) => fc.constant(other)),
  );
}

export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return JSON.parse(JSON.stringify(value));
}

const power: fc.Arbitrary<PowerRule> = fc
  .record({
    hours: fc.constantFrom(WEEKDAYS, hoursOf('always'), hoursOf('never'), undefined),
    start: mostly(true, false),
    stop: fc.constantFrom<PowerRule['stop'][]>('whenIdle', 'whenIdle', 'atOnce', 'atEnd', 'never'),
    maxUptime: mostly<PowerRule['maxUptime']>(
      undefined,
      { ms: HOUR, evenIfUsed: true },
      { ms: HOUR, evenIfUsed: false },
    ),
    minUptimeMs: fc.constantFrom(0, HOUR),
    startBefore: mostly<PowerRule['startBefore']>(undefined, HOUR, 'auto'),
    afterAwsRestart: fc.constantFrom('stop' as const, 'leave' as const),
    maintenance: fc.constantFrom('ignore' as const, 'honour' as const),
  })
  .map(({ hours, maxUptime, startBefore, ...some }) => {
    const { hours: _, ...rest } = aPowerRule({
      ...some,
      ...(maxUptime && { maxUptime }),
      ...(startBefore && { startBefore }),
    });
    return hours === undefined ? rest : { ...rest, hours };
  });

const rule: fc.Arbitrary<Rule> = fc
  .tuple(
    fc.constantFrom('dev-*', 'test-*', '*', '!prod-*'),
    fc.constantFrom('Europe/Berlin', 'Asia/Tokyo'),
    power,
  )
  .map(([glob, timezone, one]) => aRule({ name: glob, match: { clusters: [glob] }, timezone, power: one }));

export const somePolicy: fc.Arbitrary<Policy> = fc
  .record({
    rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
    protect: fc.subarray([{ clusters: ['*-1'] }, { clusters: ['*-2'], from: ['stop' as const] }]),
    tagActions: fc.boolean(),
  })
  .map(aPolicy);

const cluster: fc.Arbitrary<Cluster> = fc
  .record({
    id: fc
      .tuple(fc.constantFrom('dev', 'test', 'prod'), fc.nat(20))
      .map(([env, number]) => `${env}-${number}`),
    engine: mostly('aurora-mysql', 'neptune', 'docdb', 'postgres'),
    engineMode: mostly('provisioned', 'serverless'),
    status: fc.oneof(
      fc.constantFrom('available', 'stopped'),
      mostly('available', 'starting', 'stopping', 'new-status'),
    ),
    tags: mostly<Record<string, string>>(
      {},
      { 'dormouse:hold': 'forever' },
      { 'dormouse:hold': '?' },
      { 'dormouse:hold': '2026-01-01' },
    ),
    maintenanceWindow: mostly(undefined, 'sat:12:00-sat:12:30', 'never'),
    activityStream: mostly(undefined, { status: 'starting' }),
    readReplicas: mostly<string[]>([], ['arn:aws:rds:us-east-1:111122223333:cluster:replica']),
  })
  .map((some) => aCluster(defined(some)));

const state = fc.oneof(
  fc.constant('idle' as const),
  fc.constantFrom('busy' as const, 'paused' as const, 'unknown' as const),
);

function factsOf(subject: Cluster): fc.Arbitrary<StopFacts> {
  return fc
    .record({
      globalPeers: mostly<string[]>([], ['arn:aws:rds:us-east-1:111122223333:cluster:peer']),
      inBlueGreen: mostly(false, true),
      lastStart: mostly<StopFacts['lastStart']>(undefined, { at: SATURDAY - 2 * HOUR, by: 'aws' as const }),
      evidence: state.map((one) => ({ state: one, detail: one })),
      members: mostly<[] | undefined>(undefined, []),
    })
    .map((some) => someFacts(subject, defined(some)));
}

const observed: fc.Arbitrary<Observed> = cluster.chain((one) =>
  fc
    .option(factsOf(one), { nil: undefined, freq: 6 })
    .map((facts) => (facts ? { cluster: one, facts } : { cluster: one })),
);

export const someClusters = fc.uniqueArray(observed, {
  selector: ({ cluster: { id } }) => id,
  minLength: 3,
  maxLength: 12,
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulatePart } from '../../backtest/part.ts';
import { independentGroups } from '../../backtest/threads/independent.ts';
import { sharesOf } from '../../backtest/threads/shares.ts';
import { type NamedSimulation, timelineOf } from '../../backtest/timeline.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { DAY_MS } from '../../shared/policy/time/units.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { runs, sized } from '../support/runs.ts';
import { from, large, type Target } from './drawing.ts';
import { aFleet } from './generated-fleet.ts';
import { aPolicy } from './generated-policy.ts';

/** More accounts, which snapshots do not connect. */
const wide: readonly Target[] = [1, 2, 3, 4].map((digit) => ({
  account: `${digit}`.repeat(12),
  regions: ['eu-central-1', 'us-east-1'],
}));

function policyOf(text: string): Policy {
  const parsed = parsePolicy(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}

describe('clusters are connected by', () => {
  const rules = `
rules:
  - { name: copied, match: { clusters: ["c*"] }, snapshots: { copy: { to: [{ region: us-west-2 }] } } }
  - { name: stopped, match: { clusters: ["s*"] }, power: { hours: mon-fri 08:00-18:00 } }
  - { name: sized, match: { clusters: ["*"] }, capacity: [{ min: 1, max: 2 }] }`;
  const limited = `version: 1\n${rules}`;

  test.each([
    ['a limit of their account and Region', limited, ['s1', 's2'], 's3, region: us-east-1'],
    ['copies of their account, whatever their Regions', limited, ['c1, region: us-east-1', 'c2'], 's1'],
    ['snapshots that they have', limited, ['x1, snapshots: [{ id: a }]', 'x2, snapshots: [{ id: b }]'], 'x3'],
    ['a global database', limited, ['x1, global: g', 'x2, global: g, region: us-east-1'], 'x3, global: h'],
    ['replication', limited, ['x1', 'x2, readReplicaOf: x1'], 'x3'],
    ['a blue/green deployment', limited, ['x1', 'x2, greenOf: x1'], 'x3'],
    [
      'an order of starts',
      `version: 1\n${rules.replace('18:00 }', '18:00, after: { clusters: [x1] } }')}`,
      ['x1', 's1'],
      'x2, region: us-east-1',
    ],
  ])('%s', (_, policy, together, other) => {
    const fleet = loadFleet(`clusters: [${[...together, other].map((one) => `{ id: ${one} }`).join()}]`);

    const groups = independentGroups(policyOf(policy), fleet);

    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([
      together.map((one) => one.slice(0, 2)),
      [other.slice(0, 2)],
    ]);
  });

  test('a rule that goes by tags of Dormouse, which acts change', () => {
    const policy =
      'version: 1\nrules: [{ name: held, match: { tags: { "dormouse:power": "*" } }, power: {} }]';

    const groups = independentGroups(policyOf(policy), loadFleet('clusters: [{ id: a }, { id: b }]'));

    expect(groups).toHaveLength(1);
  });
});

test('shares have about equal work, and the largest is first', () => {
  const policy = policyOf(
    'version: 1\nrules: [{ name: copied, match: { clusters: ["c*"] }, snapshots: { create: { cron: "0 3 * * *", keep: { daily: 7 } } } }]',
  );

  const shares = sharesOf(
    policy,
    loadFleet('clusters: [{ id: "x{n}", count: 9 }, { id: "c{n}", count: 2 }]'),
    3,
  );

  expect(shares.map(({ work, clusters }) => [work, clusters.length])).toEqual([
    [18, 2],
    [5, 5],
    [4, 4],
  ]);
});

/** Policies in which not everything is connected by everything. */
const kinds: readonly ((policy: Policy) => Policy)[] = [
  (policy) => policy,
  (policy) => ({ ...policy, limits: {} }),
  ({ rules, ...policy }) => ({
    ...policy,
    limits: {
      stop: { cap: { count: 1 } },
      start: { cap: { count: 1 } },
      changeCapacity: { cap: { count: 1 } },
    },
    rules: rules.map(({ snapshots, power, ...rule }) => {
      if (power === undefined) return rule;
      const { after, snapshotFirst, ...alone } = power;
      return { ...rule, power: { ...alone, snapshotFirst: false } };
    }),
  }),
];

test('whatever shares a fleet is simulated in, the same comes of it', async () => {
  let [most, all] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.nat(1_000_000), fc.constantFrom(...kinds), async (seed, kind) => {
      const targets = seed % 2 === 0 ? wide : large;
      const simulation: NamedSimulation = {
        policy: kind(policyOf(aPolicy(seed, targets))),
        fleet: loadFleet(aFleet(seed, sized(24, 12), targets)),
        ...{ seed, from, to: from + sized(4, 2) * DAY_MS },
        home: { account: '111122223333', region: 'eu-central-1' },
        names: { policy: 'policy', fleet: 'fleet' },
      };
      const shares = sharesOf(simulation.policy, simulation.fleet, 100);
      [most, all] = [Math.max(most, shares.length), all + shares.length];

      const parts = [];
      for (const { clusters } of shares)
        parts.push(await simulatePart({ ...simulation, fleet: { ...simulation.fleet, clusters } }));
      const whole = await simulatePart(simulation);

      expect(timelineOf(simulation, parts)).toEqual(timelineOf(simulation, [whole]));
    }),
    runs(10, 4),
  );
  expect(most).toBeGreaterThan(sized(4, 2));
  expect(all).toBeGreaterThan(sized(20, 7));
});

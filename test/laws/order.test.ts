import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { decideStarts } from '../../shared/policy/power/decide-start.ts';
import { decideStops } from '../../shared/policy/power/decide-stop.ts';
import {
  aCluster,
  aPolicy,
  aPowerRule,
  aRule,
  HOUR,
  hoursOf,
  MINUTE,
  someFacts,
} from '../policy/builders.ts';
import { runs } from '../support/runs.ts';

/** A Monday, 06:00 UTC: the hours begin at 08:00 and end at 18:00. */
const MONDAY = Date.parse('2026-11-23T06:00:00Z');
const OPENS = MONDAY + 2 * HOUR;
const CLOSES = MONDAY + 12 * HOUR;
const TICK = 10 * MINUTE;
const DAYTIME = {
  ...hoursOf([{ days: [1, 2, 3, 4, 5], start: 8 * 60, end: 18 * 60 }]),
  text: 'mon-fri 08:00-18:00',
};

const TIERS = 5;

/** How AWS and Dormouse behave in one life of the clusters. */
interface Life {
  /** By tier, the tiers that come before it, whichever: there may be circles. */
  readonly before: readonly (readonly number[])[];
  /** By cluster, its tier. */
  readonly tiers: readonly number[];
  /** By cluster, how many ticks a start and a stop take; broken: it never becomes available. */
  readonly ticks: readonly number[];
  readonly broken: readonly boolean[];
  /** By cluster, how many of the first starts AWS refuses. */
  readonly refusals: readonly number[];
  /** By tick, whether the sweep is missing, or ends after so many acts. */
  readonly sweeps: readonly (number | 'missing')[];
  readonly tagActions: boolean;
}

const index = (length: number) => fc.nat(length - 1);
const clusters = { minLength: 2, maxLength: 8 };

const life: fc.Arbitrary<Life> = fc.record({
  before: fc.array(fc.uniqueArray(index(TIERS), { maxLength: 2 }), { minLength: TIERS, maxLength: TIERS }),
  tiers: fc.array(index(TIERS), clusters),
  ticks: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 8, maxLength: 8 }),
  broken: fc.array(
    fc.nat(9).map((one) => one === 0),
    { minLength: 8, maxLength: 8 },
  ),
  refusals: fc.array(fc.oneof(fc.constant(0), fc.nat(12)), { minLength: 8, maxLength: 8 }),
  sweeps: fc.array(
    fc.oneof({ weight: 6, arbitrary: fc.constant(99) }, fc.nat(2), fc.constant('missing' as const)),
    { minLength: 150, maxLength: 150 },
  ),
  tagActions: fc.boolean(),
});

interface Body {
  cluster: Cluster;
  /** When its transition ends. */
  until: number;
  refusals: number;
  readonly ticks: number;
  readonly isBroken: boolean;
}

interface Requested {
  readonly at: number;
  readonly action: 'stop' | 'start';
  readonly reason: string;
  readonly id: string;
  /** The statuses of all clusters then. */
  readonly statuses: ReadonlyMap<string, string>;
}

/** The requests that AWS accepts from Monday 06:00 to Tuesday 07:00, and the clusters at the end of the hours and of that time. */
function live({ before, tiers, ticks, broken, refusals, sweeps, tagActions }: Life) {
  const rules = before.map((tags, tier) =>
    aRule({
      name: `tier ${tier}`,
      timezone: 'UTC',
      match: { tags: { tier: [String(tier)] } },
      power: aPowerRule({
        hours: DAYTIME,
        stop: 'atOnce',
        minUptimeMs: 0,
        ...(tags.length > 0 && { after: { tags: { tier: tags.map(String) } } }),
      }),
    }),
  );
  const policy: Policy = aPolicy({ rules, timezone: 'UTC', tagActions });
  const bodies: Body[] = tiers.map((tier, number) => ({
    cluster: aCluster({ id: `c${number}`, status: 'stopped', tags: { tier: String(tier) } }),
    until: 0,
    refusals: refusals[number] ?? 0,
    ticks: ticks[number] ?? 1,
    isBroken: broken[number] ?? false,
  }));
  const requested: Requested[] = [];
  let atClose: string[] = [];

  function set(body: Body, status: string, tags: Readonly<Record<string, string>> = {}): void {
    body.cluster = { ...body.cluster, status, tags: { ...body.cluster.tags, ...tags } };
  }

  for (const [tick, sweep] of sweeps.entries()) {
    const now = MONDAY + tick * TICK;
    for (const body of bodies) {
      const { status } = body.cluster;
      if (now < body.until) continue;
      if (status === 'starting' && !body.isBroken) set(body, 'available');
      if (status === 'stopping') set(body, 'stopped');
    }
    if (now === CLOSES) atClose = bodies.map(({ cluster }) => cluster.status);
    if (sweep === 'missing') continue;
    const world = {
      ...{ account: '111122223333', region: 'eu-central-1', observedAt: now },
      clusters: bodies.map(({ cluster }) => ({ cluster, facts: someFacts(cluster) })),
    };
    const statuses = new Map(bodies.map(({ cluster }) => [cluster.id, cluster.status]));
    const acts = [...decideStarts(policy, world), ...decideStops(policy, world)].filter(
      ({ verdict }) => verdict === 'act',
    );
    for (const act of acts.slice(0, sweep)) {
      const body = bodies.find(({ cluster }) => cluster.id === act.cluster);
      if (body === undefined || act.verdict !== 'act' || !('tagsIfNotDone' in act.command)) continue;
      const { action, command } = act;
      if (action === 'start' && body.refusals > 0) {
        body.refusals -= 1;
        set(body, 'stopped', command.tagsIfNotDone.refused);
        continue;
      }
      if (action !== 'start' && action !== 'stop') continue;
      set(body, action === 'start' ? 'starting' : 'stopping', command.tags);
      body.until = now + body.ticks * TICK;
      requested.push({ at: now, action, reason: act.reason, id: act.cluster, statuses });
    }
  }
  return { requested, atClose, atEnd: bodies.map(({ cluster }) => cluster.status), bodies };
}

/** The clusters that a cluster comes after, but for those that also come after it, by the tiers alone. */
function predecessorsIn({ before, tiers }: Life) {
  const direct = (one: number) =>
    tiers.flatMap((tier, other) => (other !== one && before[tiers[one] ?? 0]?.includes(tier) ? [other] : []));
  const reach = (one: number): Set<number> => {
    const found = new Set(direct(one));
    for (const other of found) for (const further of direct(other)) found.add(further);
    return found;
  };
  return tiers.map((_, one) => direct(one).filter((other) => !reach(other).has(one)));
}

test('no cluster is started before those it comes after are available, unless it has waited enough, nor one stopped that others come after and that run', () => {
  fc.assert(
    fc.property(life, (some) => {
      const { requested } = live(some);
      const before = predecessorsIn(some);

      for (const { action, reason, id, statuses } of requested) {
        const number = Number(id.slice(1));
        if (action === 'start' && reason !== 'waited-enough') {
          expect(
            before[number]?.map((other) => statuses.get(`c${other}`)).every((one) => one === 'available'),
          ).toBe(true);
        }
        if (action === 'stop') {
          const dependents = before.flatMap((others, other) => (others.includes(number) ? [other] : []));
          expect(dependents.every((other) => statuses.get(`c${other}`) === 'stopped')).toBe(true);
        }
      }
    }),
    runs(200, 20),
  );
});

test('everything that is due up is up in the end, and late by the bound at most, whatever is broken', () => {
  fc.assert(
    fc.property(life, (some) => {
      const { requested, atClose, bodies } = live(some);
      const isQuick = some.sweeps.every((sweep) => sweep === 99);

      for (const [number, status] of atClose.entries()) {
        const { isBroken } = bodies[number] ?? {};
        expect(status).toBe(isBroken ? 'starting' : 'available');
        const first = requested.find(({ id, action }) => id === `c${number}` && action === 'start');
        // A chain has at most as many steps as there are other clusters.
        const longest = OPENS + 2 * HOUR * (bodies.length - 1) + 13 * TICK;
        if (isQuick && first !== undefined) expect(first.at).toBeLessThanOrEqual(longest);
      }
    }),
    runs(200, 20),
  );
});

test('all that can be stopped is stopped at night', () => {
  fc.assert(
    fc.property(life, (some) => {
      const { atEnd, bodies } = live({ ...some, broken: some.broken.map(() => false) });

      expect(bodies.map(({ cluster }) => cluster.status)).toEqual(atEnd.map(() => 'stopped'));
    }),
    runs(100, 10),
  );
});

import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { recipe as copy } from '../../functions/recipes/copy-snapshots.ts';
import { recipe as create } from '../../functions/recipes/create-snapshots.ts';
import { recipe as prune } from '../../functions/recipes/prune-snapshots.ts';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as start } from '../../functions/recipes/start-clusters.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import { isRefusal, type Reason } from '../../shared/policy/model/reasons.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { runs } from '../support/runs.ts';
import { sweepWith, tookEffect, toPolicy, writesOf } from './let-loose.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

/** Of each kind of dispute: 2,000 in a full run. */
const WORLDS = runs(250, 50);
const account = '111122223333';
const HOME = 'eu-central-1';
const ROUNDS = 6;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** A Tuesday. */
const START = Date.parse('2026-11-24T06:00:00Z');

interface Row {
  readonly recipes: readonly Recipe[];
  /** The rules that a deployment may have, each of the two something else. */
  readonly sayings: readonly object[];
  readonly contested?: Reason;
  /** How many changes a day may have: those by the hours of both, and those until one yields. */
  readonly most?: number;
  /** Minutes between the sweeps of one and the other, and from round to round. */
  readonly apart: readonly (readonly [between: number, then: number])[];
}

const hours = ['always', 'never', 'daily 08:00-20:00', 'daily 12:00-23:00', 'daily 22:00-06:00'];
const often = [
  [7, 53],
  [31, 44],
  [60, 60],
] as const;
const keeps = [{ last: 1 }, { daily: 1 }, { daily: 3 }, undefined];
const to = (keep: object | undefined) => [{ region: 'us-west-2', ...(keep && { keep }) }];
const disputes: Readonly<Record<'power' | 'capacity' | 'activityStream' | 'snapshots', Row>> = {
  power: {
    recipes: [stop, start],
    sayings: hours.map((each) => ({ hours: each, stop: 'atOnce' })),
    contested: 'power-contested',
    apart: often,
    most: 9,
  },
  capacity: {
    recipes: [scale],
    sayings: [
      ...[4, 8, 16].map((max) => [{ min: 1, max }]),
      [
        { hours: 'daily 08:00-20:00', min: 2, max: 16 },
        { min: 0.5, max: 4 },
      ],
    ],
    contested: 'capacity-contested',
    apart: often,
    most: 9,
  },
  activityStream: {
    recipes: [toggle],
    sayings: [
      ...hours.map((each) => ({ mode: 'async', hours: each, kmsKey: 'alias/das', restart: 'anytime' })),
      { mode: 'sync', kmsKey: 'alias/das', restart: 'anytime' },
      { mode: 'off', restart: 'anytime' },
    ],
    contested: 'stream-contested',
    // Streams are looked at every 15 minutes at least: only changes within an hour are in a row.
    apart: [
      [5, 25],
      [14, 15],
    ],
    most: 9,
  },
  snapshots: {
    recipes: [create, copy, prune],
    apart: [
      [60, 60],
      [45, 120],
    ],
    sayings: keeps.flatMap((keep) =>
      ['0 */6 * * *', '30 3 * * *'].map((cron) => ({
        create: { cron, ...(keep && { keep }) },
        copy: { sources: ['manual'], to: to(keep) },
      })),
    ),
  },
};
const kinds = Object.keys(disputes) as (keyof typeof disputes)[];

const someDispute = fc.record({
  sayings: fc.tuple(fc.nat(), fc.nat()),
  expireAfter: fc.constantFrom('1d', undefined),
  apart: fc.nat(),
  seed: fc.nat(1_000_000),
});

test.each(kinds)(
  `in ${WORLDS.numRuns} worlds, two deployments that disagree come to rest, say so, and delete nothing of each other's: %s`,
  async (kind) => {
    const seen = { changes: 0, deletions: 0, contested: 0 };

    await fc.assert(
      fc.asyncProperty(someDispute, async ({ sayings, expireAfter, apart, seed }) => {
        const { recipes, sayings: all, contested, most = 0, apart: gaps } = disputes[kind];
        const [between = 0, then = 0] = gaps[apart % gaps.length] ?? [];
        const simulator = createSimulator({
          fleet: stringify({
            clusters: [
              {
                ...{ id: 'orders', encrypted: 'none', since: '9d', size: 1 },
                ...(kind === 'capacity' && { serverless: { min: 1, max: 8 } }),
              },
            ],
            keys: [{ alias: 'alias/das', regions: [HOME] }],
          }),
          now: START,
          seed,
        });
        const { backend, clock } = simulator;
        const deployments = sayings.map((saying, index) => ({
          ...toPolicy({
            ...{ version: 1, mode: 'enforce' },
            targets: [
              {
                account,
                role: `arn:aws:iam::${account}:role/dormouse`,
                regions: kind === 'snapshots' ? [HOME, 'us-west-2'] : [HOME],
              },
            ],
            ...(expireAfter && { orphans: { expireAfter } }),
            rules: [{ name: `by ${index}`, match: {}, [kind]: all[saying % all.length] }],
          }),
          deployment: `stage-${index}`,
        }));
        const times: number[] = [];
        const reasons: Reason[] = [];
        // Hours of rounds as the schedules have them, then a day and a half with few.
        for (let round = 0; round < ROUNDS + 3; round++) {
          for (const [index, policy] of deployments.entries()) {
            for (const recipe of recipes) {
              const makers = new Map(
                backend.snapshots().map(({ arn, tags }) => [arn, tags['dormouse:deployment']]),
              );
              simulator.calls.clear();
              const { outcomes } = await sweepWith(simulator, policy, recipe);
              reasons.push(...outcomes.map(({ decision }) => decision.reason));
              for (const { action, resources } of writesOf(simulator).filter(tookEffect)) {
                if (action === 'AddTagsToResource') continue;
                times.push(clock.now());
                if (action !== 'DeleteDBClusterSnapshot') continue;
                seen.deletions += 1;
                expect(makers.get(resources[0] ?? '')).toBe(policy.deployment);
              }
            }
            clock.advanceTo(clock.now() + (index === 0 ? between : round < ROUNDS ? then : 9 * 60) * MINUTE);
          }
        }
        seen.changes += times.length;
        if (contested === undefined) return;
        const busiest = Math.max(
          0,
          ...times.map((at) => times.filter((other) => other >= at && other < at + DAY).length),
        );
        expect(busiest, `${times.map((at) => new Date(at).toISOString())}`).toBeLessThanOrEqual(most);
        if (!reasons.includes(contested)) return;
        expect(isRefusal(contested)).toBe(true);
        seen.contested += 1;
      }),
      { ...WORLDS, endOnFailure: true },
    );

    expect(seen.changes).toBeGreaterThan(WORLDS.numRuns);
    expect(kind === 'snapshots' ? seen.deletions : seen.contested).toBeGreaterThan(WORLDS.numRuns / 25);
  },
);

import { expect, test } from 'vitest';
import { wrongEvidence } from './drill-oracle.ts';
import { playOut } from './drill-play.ts';
import { drillStage } from './drill-stage.ts';
import { aDrillCase, type DrillCase, engines, playOf, wrongAnswers, wrongData } from './generated-drill.ts';

const aurora = ['aurora-postgresql', 'aurora-mysql'] as const;
const others = ['neptune', 'docdb'] as const;

test.each(engines)('a restore of %s with all of its data passes', async (engine) => {
  expect(await verdictsOf(aDrillCase({ clusters: [engine] }))).toEqual(['passed']);
});

test.each(aurora)('a database of %s that has to wake up first passes', async (engine) => {
  expect(await verdictsOf(aDrillCase({ clusters: [engine], restore: 'resuming' }))).toEqual(['passed']);
});

test.each(aurora.flatMap((engine) => wrongData.map((kind) => [engine, kind] as const)))(
  'a restore of %s with wrong data turns the verdict red: %s',
  async (engine, restore) => {
    const from = ['newest', 'oldest'] as const;

    for (const one of from) {
      expect(await verdictsOf(aDrillCase({ clusters: [engine], restore, from: one }))).toEqual(['failed']);
    }
  },
);

test.each(others.flatMap((engine) => wrongAnswers.map((answer) => [engine, answer] as const)))(
  'a restore of %s that the function does not call good turns the verdict red: %j',
  async (engine, answer) => {
    expect(await verdictsOf(aDrillCase({ clusters: [engine], answer }))).toEqual(['failed']);
  },
);

test.each(engines)(
  'a restore of %s that AWS cannot finish, or not in time, turns the verdict red',
  async (engine) => {
    for (const restore of ['incompatible-restore', 'slow'] as const) {
      expect(await verdictsOf(aDrillCase({ clusters: [engine], restore }))).toEqual(['failed']);
    }
  },
);

async function verdictsOf(one: DrillCase): Promise<(string | undefined)[]> {
  const stage = drillStage(playOf(one));
  await playOut(stage, { every: 30, hours: 30 });

  expect(wrongEvidence(stage, one)).toEqual([]);
  expect(stage.drillClusters()).toEqual([]);
  return stage.records('evidence/').map(({ verdict }) => verdict);
}

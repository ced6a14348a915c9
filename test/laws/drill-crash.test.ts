import { expect, test } from 'vitest';
import { someOf } from '../support/runs.ts';
import { wrongCalls, wrongEvidence } from './drill-oracle.ts';
import { playOut } from './drill-play.ts';
import { type Crash, drillStage } from './drill-stage.ts';
import { aDrillCase, type DrillCase, engines, playOf } from './generated-drill.ts';

test.each(
  engines.flatMap((engine) =>
    (['newest', 'pitr'] as const).map((from) => aDrillCase({ clusters: [engine], from })),
  ),
)('a drill of $clusters from $from ends and passes, whichever call it crashes at', async (one) => {
  const { counted } = await played(one, []);
  const points = Array.from({ length: counted() }, (_, call) => call + 1).flatMap((call) =>
    [false, true].map((after): Crash => ({ call, after })),
  );
  const tried = someOf(points);
  let leftovers = 0;
  for (const crash of tried) {
    const stage = await played(one, [crash]);
    leftovers += stage.drillClusters().length;

    expect({ crash, wrong: [...wrongCalls(stage), ...wrongEvidence(stage, one)] }).toEqual({
      crash,
      wrong: [],
    });
    expect({ crash, verdicts: verdictsOf(stage) }).toEqual({ crash, verdicts: ['passed'] });
  }
  console.info(
    `${one.clusters} from ${one.from}: ${tried.length} of ${points.length} crashes, ${leftovers} leftovers`,
  );
  expect(leftovers).toBe(0);
});

test('two crashes in a row, at every call of the clean-up, leave nothing', async () => {
  const one = aDrillCase({ clusters: ['aurora-postgresql'] });
  const { counted } = await played(one, []);
  const half = Math.floor(counted() / 2);
  const pairs = Array.from({ length: counted() - half }, (_, at) => half + at).map((call): Crash[] => [
    { call, after: true },
    { call: call + 3, after: false },
  ]);
  for (const crashes of someOf(pairs)) {
    const stage = await played(one, crashes);

    expect({ crashes, left: stage.drillClusters().map(({ id }) => id) }).toEqual({ crashes, left: [] });
    expect(wrongEvidence(stage, one)).toEqual([]);
  }
});

test('a restore whose answer was lost, and that is refused then, is not closed before a listing would show it', async () => {
  const one = aDrillCase({
    lagMs: 600_000,
    faults: [
      { action: 'RestoreDBClusterFromSnapshot', error: 'lost', from: 0, minutes: 3 },
      { action: 'RestoreDBClusterFromSnapshot', error: 'AccessDenied', from: 3, minutes: 600 },
    ],
  });
  const stage = drillStage(playOf(one));
  await playOut(stage, { every: 4 });

  expect(verdictsOf(stage)).toEqual(['failed']);
  expect(stage.drillClusters()).toEqual([]);
});

async function played(one: DrillCase, crashes: readonly Crash[]) {
  const stage = drillStage({ ...playOf(one), crashes });
  await playOut(stage, { every: 20, hours: 30 });
  return stage;
}

function verdictsOf(stage: ReturnType<typeof drillStage>): (string | undefined)[] {
  return stage.records('evidence/').map(({ verdict }) => verdict);
}

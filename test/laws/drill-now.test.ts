import { expect, test } from 'vitest';
import { playOut } from './drill-play.ts';
import { drillStage } from './drill-stage.ts';
import { aDrillCase, playOf } from './generated-drill.ts';

test('a drill that somebody asks for begins at once, although the period has had its drill', async () => {
  const stage = drillStage(playOf(aDrillCase({ clusters: ['aurora-postgresql', 'docdb'] })));
  await playOut(stage);
  const before = stage.records('evidence/').length;
  const { outcomes } = await stage.sweep(undefined, { clusters: ['c-1'], drill: 'now' });

  expect(before).toBe(2);
  expect(outcomes).toMatchObject([
    {
      status: 'done',
      decision: { cluster: 'c-1', reason: 'drill-due', command: { kind: 'restore-cluster' } },
    },
  ]);
  await playOut(stage, { hours: 8 });
  expect(stage.records('evidence/').map(({ source, verdict }) => [source.cluster, verdict])).toEqual([
    ...[
      [expect.any(String), 'passed'],
      [expect.any(String), 'passed'],
    ],
    ['c-1', 'passed'],
  ]);
  expect(stage.drillClusters()).toEqual([]);
});

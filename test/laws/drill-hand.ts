import type { DrillStage } from './drill-stage.ts';
import type { DrillCase } from './generated-drill.ts';

type Hand = NonNullable<DrillCase['hand']>;

const START = Date.parse('2026-11-28T02:00:00Z');
const done = new WeakSet<DrillStage>();

/** Somebody meddles with the first cluster of a drill, once, as soon as there is one at that time. */
export function lendAHand(stage: DrillStage, hand: Hand): void {
  const [cluster] = stage.drillClusters();
  if (cluster === undefined || done.has(stage) || stage.clock.now() < START + hand.at * 60_000) return;
  done.add(stage);
  act(stage, hand.does, cluster.id);
}

/** Puts back whatever keeps the clusters of drills from being deleted. */
export function undo(stage: DrillStage): void {
  for (const { restored, drill } of stage.records('open/')) {
    const Tags = [{ Key: 'dormouse:drill', Value: drill }];
    const member = restored.arn.replace(/cluster:[^:]*$/, `db:${restored.instance}`);
    for (const ResourceName of [restored.arn, member])
      stage.byHand('AddTagsToResource', { ResourceName, Tags });
    const cluster = { DBClusterIdentifier: restored.cluster };
    stage.byHand('StartDBCluster', cluster);
    stage.byHand('ModifyDBCluster', { ...cluster, DeletionProtection: false });
    stage.byHand('DeleteDBInstance', { DBInstanceIdentifier: 'somebody' });
  }
}

function act(stage: DrillStage, does: Hand['does'], id: string): void {
  const cluster = { DBClusterIdentifier: id };
  const arn = `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`;
  switch (does) {
    case 'delete-cluster':
      stage.byHand('DeleteDBInstance', { DBInstanceIdentifier: `${id}-1` });
      stage.byHand('DeleteDBCluster', { ...cluster, SkipFinalSnapshot: true });
      break;
    case 'delete-instance':
      stage.byHand('DeleteDBInstance', { DBInstanceIdentifier: `${id}-1` });
      break;
    case 'stop':
      stage.byHand('StopDBCluster', cluster);
      break;
    case 'untag':
      stage.byHand('RemoveTagsFromResource', { ResourceName: arn, TagKeys: ['dormouse:drill'] });
      break;
    case 'protect':
      stage.byHand('ModifyDBCluster', { ...cluster, DeletionProtection: true });
      break;
    case 'add-instance': {
      const engine = stage.drillClusters()[0]?.engine ?? '';
      stage.byHand('CreateDBInstance', {
        ...cluster,
        DBInstanceIdentifier: 'somebody',
        DBInstanceClass: 'db.r6g.large',
        Engine: engine,
      });
      break;
    }
  }
}

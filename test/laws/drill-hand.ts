import { ACCOUNT, type DrillStage, HOME, START } from './drill-stage.ts';
import type { DrillCase } from './generated-drill.ts';
import { MINUTE } from './year.ts';

type Hand = NonNullable<DrillCase['hand']>;

/** Somebody meddles with the first cluster of a drill, if it is time and there is one. Returns whether that was so. */
export function lendAHand(stage: DrillStage, { does, at }: Hand): boolean {
  const [cluster] = stage.drillClusters();
  if (cluster === undefined || stage.clock.now() < START + at * MINUTE) return false;
  act(stage, does, cluster);
  return true;
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

function act(stage: DrillStage, does: Hand['does'], { id, engine }: { id: string; engine: string }): void {
  const cluster = { DBClusterIdentifier: id };
  const arn = `arn:aws:rds:${HOME}:${ACCOUNT}:cluster:${id}`;
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
    case 'add-instance':
      stage.byHand('CreateDBInstance', {
        ...cluster,
        DBInstanceIdentifier: 'somebody',
        DBInstanceClass: 'db.r6g.large',
        Engine: engine,
      });
      break;
  }
}

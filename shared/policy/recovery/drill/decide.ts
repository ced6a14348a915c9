import { defined } from '../../../defined.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { RestoreClusterCommand } from '../../model/command.ts';
import { type Decision, toAct, type Undecided } from '../../model/decision.ts';
import type { Skipped } from '../../model/finding.ts';
import type { Policy } from '../../model/policy.ts';
import { decideEach } from '../../rules/isolate.ts';
import { deploymentOf } from '../../snapshots/deployment.ts';
import { formatUtc } from '../../time/when.ts';
import { dueAt } from './candidate.ts';
import { openRecord } from './open-record.ts';
import { type ChosenPoint, choosePoint } from './point.ts';
import { preflight } from './preflight.ts';
import { withinRoom } from './room.ts';
import type { DrillWorld } from './world.ts';

const about = { aspect: 'recovery', action: 'drillRestore' } as const;

/**
 * Whether a drill begins in the place of the world: a decision for each cluster of the place, and for each cluster of
 * another Region whose turn it is there. None for a cluster with a drill under way, which its next step decides.
 */
export function decideDrills(policy: Policy, world: DrillWorld): Decision<RestoreClusterCommand>[] {
  const here = world.clusters.filter(({ cluster }) => isDecidedHere(policy, cluster, world));
  const decisions = decideEach(policy, here, about, ({ cluster }) => decideDrill(policy, cluster, world));
  return withinRoom(policy, decisions, world);
}

/** An error is not for the filter to say: the decision on the cluster does. */
function isDecidedHere(policy: Policy, cluster: Cluster, world: DrillWorld): boolean {
  try {
    return dueAt(policy, cluster, world).state !== 'none';
  } catch {
    return true;
  }
}

function decideDrill(policy: Policy, cluster: Cluster, world: DrillWorld): Decision<RestoreClusterCommand> {
  const { account, region, versions } = world;
  const base: Undecided & typeof about = {
    ...about,
    resourceArn: cluster.arn,
    account,
    region,
    cluster: cluster.id,
    ...defined({ resourceId: cluster.resourceId }),
  };
  const skipped = (finding: Skipped, rule?: string) => ({
    ...base,
    ...(rule !== undefined && { rule }),
    ...finding,
  });
  const due = dueAt(policy, cluster, world);
  if (due.state === 'none') throw new Error(`${cluster.arn} is decided on elsewhere`);
  if (due.state === 'not-due') return skipped(due.finding, due.rule);
  const { candidate } = due;
  const rule = candidate.rule.name;
  const chosen = choosePoint(candidate, world);
  if ('verdict' in chosen) return skipped(chosen, rule);
  const ready = preflight(candidate, chosen, world.facts);
  if ('verdict' in ready) return skipped(ready, rule);
  const record = openRecord(ready, { deployment: deploymentOf(policy), versions });
  const detail = `restores ${describe(chosen)} in ${region} as ${record.restored.cluster} with a ${ready.instanceClass}`;
  return toAct(
    { ...base, rule, reason: 'drill-due', detail },
    { kind: 'restore-cluster', account, region, cluster: cluster.id, arn: cluster.arn, record },
  );
}

function describe({ point }: ChosenPoint): string {
  return point.kind === 'pitr'
    ? `the data of ${formatUtc(Date.parse(point.restoreTime))}`
    : `${point.snapshot} of ${formatUtc(Date.parse(point.createdAt))}`;
}

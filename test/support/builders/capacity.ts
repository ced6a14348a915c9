import type { PlannedChange } from '../../../cli/plan/change.ts';
import type { ServerlessCapacity } from '../../../shared/policy/model/cluster.ts';
import { type ChangeCapacityCommand, toCluster } from '../../../shared/policy/model/command.ts';
import { aboutCluster, type Decision, toAct } from '../../../shared/policy/model/decision.ts';
import { aCluster } from '../../policy/builders.ts';
import { planned } from './power.ts';

/** A decision about the capacity of a cluster: to act if there are values. */
export function capacityDecision(
  reason: Decision['reason'],
  to?: ServerlessCapacity,
  of = aCluster(),
): Decision {
  const about = { ...aboutCluster(of, 'capacity'), rule: 'scaled', reason, detail: `${reason} it is` };
  if (to === undefined) return { ...about, action: 'changeCapacity', verdict: 'skip' };
  const command = { kind: 'change-capacity', ...toCluster(of), ...to, tags: {}, tagsIfRefused: {} } as const;
  return toAct<ChangeCapacityCommand>(about, command);
}

export function plannedCapacity(cluster: string, rest: Partial<PlannedChange> = {}): PlannedChange {
  const found = { reason: 'capacity-as-declared', detail: 'is 2-16 ACU' } as const;
  return planned(cluster, { aspect: 'capacity', rule: 'scaled', ...found, ...rest });
}

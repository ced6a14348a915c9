import { defined } from '../shared/defined.ts';
import type { Cluster as Described } from '../shared/policy/model/cluster.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import { type RecoveryAge, sumOfRecovery } from '../timeline/recovery.ts';
import type { Totals } from '../timeline/totals.ts';
import { recoveryAgeOf } from './ledger/recovery-ages.ts';
import type { RecoveryLog } from './ledger/recovery-log.ts';
import type { Simulation } from './simulation.ts';

/** The newest recovery points of a cluster over time: in its own Region, where its rule copies to, and where there are any. */
export function recoveryOf(
  { policy, from, to }: Pick<Simulation, 'policy' | 'from' | 'to'>,
  cluster: Cluster,
  described: Described,
  log: RecoveryLog,
): RecoveryAge[] {
  const destinations = settingsOf(policy, described, 'snapshots')?.settings.copy?.to ?? [];
  const steps = log.stepsOf(cluster.resourceId);
  const regions = new Set([cluster.region, ...destinations.map(({ region }) => region), ...steps.keys()]);
  return Array.from(regions, (region) =>
    recoveryAgeOf(
      region,
      { cluster, steps: steps.get(region) ?? [], from, to },
      destinations.find((destination) => destination.region === region)?.recoveryPointMaxAgeMs,
    ),
  );
}

/** The part of a cluster's sums about its recovery points, of which the first is in its own Region. */
export function recoveryTotals([home, ...away]: readonly RecoveryAge[]): Pick<
  Totals,
  'recoveryAtHome' | 'recoveryAway'
> {
  return defined({
    recoveryAtHome: sumOfRecovery(home === undefined ? [] : [home]),
    recoveryAway: sumOfRecovery(away),
  });
}

import { type DrillTurn, drillTurn } from '../../../../shared/policy/recovery/drill/turn.ts';
import { aRecoveryRule, aSource } from '../../../support/builders/drills.ts';
import { SATURDAY } from '../../builders.ts';

/** The turn of the cluster of the cases. */
export function clusterDrillTurn(now = SATURDAY): DrillTurn {
  const { resourceId = '', ...cluster } = aSource();
  const turn = drillTurn(aRecoveryRule().drill, { ...cluster, resourceId }, 'prod', now);
  if (turn === undefined) throw new Error('no turn');
  return turn;
}

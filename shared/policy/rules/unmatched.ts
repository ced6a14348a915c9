import type { Aspect } from '../model/actions.ts';
import type { Cluster } from '../model/cluster.ts';
import { DRILL_PREFIX, isDrillName } from '../model/drill-record.ts';
import { type Skipped, skip } from '../model/finding.ts';

/** Why no rule decides an aspect of a cluster. */
export function unmatched({ id }: Pick<Cluster, 'id'>, aspect: Aspect): Skipped {
  return isDrillName(id)
    ? skip(
        'drill-cluster',
        `its name begins with ${DRILL_PREFIX}: rules never match clusters of restore drills`,
      )
    : skip('no-rule', `no rule with ${aspect} matches it`);
}

import { defined } from '../../../defined.ts';
import type { DrillSource } from '../../model/drill-record.ts';
import type { ClosedDrill } from './verify.ts';

/** The results of the drills of a cluster. */
export interface ClusterProof {
  readonly source: DrillSource;
  /** The last drill that passed. Absent: none has. */
  readonly proven?: ClosedDrill;
  readonly last: ClosedDrill;
  readonly passed: number;
  readonly failed: number;
}

/** One for each cluster that had a drill, by account, Region and name. A cluster is known by its resource id. */
export function proofsOf(drills: readonly ClosedDrill[]): ClusterProof[] {
  const byCluster = Map.groupBy(drills, ({ record: { source } }) => `${source.arn} ${source.resourceId}`);
  return [...byCluster.values()]
    .flatMap((own) => {
      const inOrder = own.toSorted((a, b) => a.sequence - b.sequence);
      const last = inOrder.at(-1);
      if (last === undefined) return [];
      const passed = inOrder.filter(({ record }) => record.verdict === 'passed');
      return [
        {
          ...{ source: last.record.source, last, ...defined({ proven: passed.at(-1) }) },
          ...{ passed: passed.length, failed: inOrder.length - passed.length },
        },
      ];
    })
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** When a drill was judged. */
export function judgedAt({ record: { phases, openedAt } }: Pick<ClosedDrill, 'record'>): number {
  return Date.parse(phases.checkedAt ?? phases.goneAt ?? openedAt);
}

function nameOf({ source }: ClusterProof): string {
  return `${source.account} ${source.region} ${source.cluster} ${source.resourceId}`;
}

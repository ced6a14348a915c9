import { countChanges, type Plan } from '../plan.ts';
import { countSnapshots } from '../plan-snapshots.ts';

/** The plan for programs; its shape is documented in docs/cli.md and only ever grows. Ends with a line feed. */
export function planJson(plan: Plan): string {
  const { policy, mode, clusters, snapshots, recoveryPoints, read, unread, unmatched } = plan;
  const report = {
    version: 1,
    policy,
    mode,
    summary: { ...countChanges(plan), snapshots: countSnapshots(snapshots) },
    clusters,
    snapshots,
    recoveryPoints: recoveryPoints.map(({ at, ...point }) => ({
      ...point,
      ...(at !== undefined && { at: new Date(at).toISOString() }),
    })),
    read,
    unread,
    unmatched: unmatched.map(({ name }) => name),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

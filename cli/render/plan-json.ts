import { countChanges, type Plan } from '../plan.ts';

/** The plan for programs; its shape is documented in docs/cli.md and only ever grows. Ends with a line feed. */
export function planJson(plan: Plan): string {
  const { policy, mode, clusters, read, unread, unmatched } = plan;
  const report = {
    version: 1,
    policy,
    mode,
    summary: countChanges(plan),
    clusters,
    read,
    unread,
    unmatched: unmatched.map(({ name }) => name),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

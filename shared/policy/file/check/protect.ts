import type { Finding } from '../../../document/problem.ts';
import type { Policy } from '../../model/policy.ts';
import { isSubset } from './subset.ts';

/** Protections that cover every cluster: then some or all of the rules do nothing. */
export function checkProtections({ protect }: Policy): Finding[] {
  return protect.flatMap((protection, index) =>
    isSubset({}, protection)
      ? [
          {
            path: ['protect', index],
            severity: 'warning',
            message: `protects every cluster from ${protection.from?.join(', ') ?? 'everything'}`,
            remedy: 'name engines, tags, clusters, accounts or regions, or write mode: observe instead',
          },
        ]
      : [],
  );
}

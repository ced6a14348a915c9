import type { DBClusterParameterGroup, DBParameterGroup } from '@aws-sdk/client-rds';
import { z } from 'zod';
import { type Operation, ServiceError } from '../../core/service.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { familyOf } from '../clusters/engine-facts.ts';
import type { Store } from '../clusters/store.ts';
import type { Places } from './places.ts';

const inputSchema = describeInput.extend({
  DBClusterParameterGroupName: z.string().optional(),
  DBParameterGroupName: z.string().optional(),
});

/**
 * The parameter groups of the place: those of the fleet file, and the default ones of the versions in use there.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterParameterGroups.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameterGroups.html
 */
export function describeParameterGroups(
  parts: { readonly store: Store; readonly places: Places },
  of: 'cluster' | 'instance',
): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const wanted = of === 'cluster' ? input.DBClusterParameterGroupName : input.DBParameterGroupName;
    const defaults = new Set(
      parts.store.clustersIn(call).map(({ engine, engineVersion }) => familyOf(engine, engineVersion)),
    );
    const groups = [
      ...[...defaults].map((family) => ({ name: `default.${family}`, family })),
      ...parts.places.parameterGroups(call, of),
    ]
      .filter(({ name }) => (wanted ?? name) === name)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    if (wanted !== undefined && groups.length === 0) {
      throw new ServiceError('DBParameterGroupNotFound', `DBParameterGroup not found: ${wanted}`, 404);
    }
    const { items, ...more } = takePage(groups, ({ name }) => name, input);
    const arnOf = (name: string) =>
      `arn:aws:rds:${call.region}:${call.account}:${of === 'cluster' ? 'cluster-pg' : 'pg'}:${name}`;
    return of === 'cluster'
      ? {
          DBClusterParameterGroups: items.map(
            ({ name, family }): DBClusterParameterGroup => ({
              ...{ DBClusterParameterGroupName: name, DBParameterGroupFamily: family },
              ...{ Description: name, DBClusterParameterGroupArn: arnOf(name) },
            }),
          ),
          ...more,
        }
      : {
          DBParameterGroups: items.map(
            ({ name, family }): DBParameterGroup => ({
              ...{ DBParameterGroupName: name, DBParameterGroupFamily: family },
              ...{ Description: name, DBParameterGroupArn: arnOf(name) },
            }),
          ),
          ...more,
        };
  };
}

import type { BlueGreenDeployment } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { deploymentArn } from '../api/arn.ts';
import { deploymentNotFound } from '../api/errors.ts';
import { type FilterTable, toPredicate } from '../api/filters.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { shortHash } from './build-cluster.ts';
import type { Cluster } from './cluster.ts';
import type { Store } from './store.ts';

const inputSchema = describeInput.extend({ BlueGreenDeploymentIdentifier: z.string().optional() });

interface Deployment {
  readonly id: string;
  readonly name: string;
  readonly blue: string;
  readonly green: string;
  readonly createdAt: number;
  readonly isSwitchedOver: boolean;
}

const filters: FilterTable<Deployment> = {
  'blue-green-deployment-identifier': ({ id }) => [id],
  'blue-green-deployment-name': ({ name }) => [name],
  source: ({ blue }) => [blue],
  target: ({ green }) => [green],
};

/**
 * The blue/green deployments of the place, one for each green cluster.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeBlueGreenDeployments.html
 */
export function describeBlueGreenDeployments(store: Store): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const wanted = input.BlueGreenDeploymentIdentifier?.toLowerCase();
    const deployments = store
      .clustersIn(call)
      .flatMap((cluster): Deployment[] => {
        const { arn: green, id: name, blue, createdAt, isSwitchedOver } = cluster;
        if (blue === undefined) return [];
        return [{ id: deploymentOf(cluster).id, name, blue, green, createdAt, isSwitchedOver }];
      })
      .filter(({ id }) => wanted === undefined || id === wanted)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
    if (wanted !== undefined && deployments.length === 0) throw deploymentNotFound(wanted);
    const keep = toPredicate(input.Filters, filters);
    const { items, ...more } = takePage(deployments, ({ id }) => id, input, keep);
    return { BlueGreenDeployments: items.map(toShape), ...more };
  };
}

/** The deployment that a green cluster is of; it keeps its id when the names are switched over. */
export function deploymentOf({ account, region, resourceId }: Cluster): { id: string; arn: string } {
  const id = `bgd-${shortHash(resourceId, 16).toLowerCase()}`;
  return { id, arn: deploymentArn(account, region, id) };
}

function toShape({ id, name, blue, green, createdAt, isSwitchedOver }: Deployment): BlueGreenDeployment {
  const Status = isSwitchedOver ? 'SWITCHOVER_COMPLETED' : 'AVAILABLE';
  return {
    BlueGreenDeploymentIdentifier: id,
    BlueGreenDeploymentName: name,
    Source: blue,
    Target: green,
    SwitchoverDetails: [{ SourceMember: blue, TargetMember: green, Status }],
    Status,
    CreateTime: new Date(createdAt),
  };
}

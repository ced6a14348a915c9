import { z } from 'zod';
import { type Operation, ServiceError } from '../core/service.ts';
import { reaches } from '../fleet/capacity-ranges.ts';
import { readInput } from './api/input.ts';
import type { Cluster } from './clusters/cluster.ts';
import { isOwned } from './clusters/identifiers.ts';
import type { Store } from './clusters/store.ts';

const inputSchema = z.object({ ResourceArn: z.string() });

/** The first version of each line of versions; newer lines have it all. */
const firstVersions: Readonly<Record<string, readonly string[]>> = {
  'aurora-postgresql': ['13.11', '14.8', '15.3', '16.1', '17.4'],
  'aurora-mysql': ['3.07.0'],
};

/**
 * Switches the Data API of an Aurora cluster on or off.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_EnableHttpEndpoint.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html
 */
export function switchHttpEndpoint(store: Store, HttpEndpointEnabled: boolean): Operation {
  return (raw, call) => {
    const { ResourceArn } = readInput(inputSchema, raw);
    const cluster = store.find(ResourceArn.toLowerCase());
    if (cluster === undefined || !isOwned(cluster, call)) {
      throw new ServiceError('ResourceNotFoundFault', `Resource ${ResourceArn} not found.`, 404);
    }
    const { status } = cluster.statuses.current();
    if (status !== 'available') throw invalidState(`DbCluster ${cluster.id} is in ${status} state.`);
    if (!hasDataApi(cluster)) {
      const { engine, engineVersion } = cluster;
      throw invalidState(`The HTTP endpoint is not supported for ${engine} ${engineVersion}.`);
    }
    cluster.hasDataApi = HttpEndpointEnabled;
    return { ResourceArn: cluster.arn, HttpEndpointEnabled };
  };
}

function invalidState(message: string): ServiceError {
  return new ServiceError('InvalidResourceStateFault', message);
}

function hasDataApi({ engine, engineVersion, mode }: Cluster): boolean {
  const first = firstVersions[engine];
  return first !== undefined && mode !== 'serverless' && reaches(engineVersion, first);
}

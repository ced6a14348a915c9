import { assemble, type Simulator, type SimulatorOptions } from '../../simulator/assemble.ts';
import type { Backend } from '../../simulator/core/backend.ts';
import { type Service, ServiceError } from '../../simulator/core/service.ts';
import type { WireRequest } from '../../simulator/wire/message.ts';

export const start = Date.UTC(2026, 10, 20, 19, 5);
export const account = '111122223333';
export const other = '444455556666';
export const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };

/** An RDS that echoes, because the wire is tested here. */
const rds: Service = {
  name: 'rds',
  operations: {
    DescribeDBClusters: (_input, call) => ({
      DBClusters: [
        { DBClusterIdentifier: 'orders', Status: call.region, ClusterCreateTime: new Date(call.now) },
      ],
    }),
    StopDBCluster({ DBClusterIdentifier }) {
      if (DBClusterIdentifier === 'none')
        throw new ServiceError('DBClusterNotFoundFault', 'DBCluster none not found.');
      return { DBCluster: { DBClusterIdentifier, Status: 'available' } };
    },
    AddTagsToResource: () => ({}),
  },
  resources: ({ DBClusterIdentifier: id }, call) =>
    id === undefined ? [] : [`arn:aws:rds:${call.region}:${call.account}:cluster:${id}`],
};

const monitoring: Service = {
  name: 'monitoring',
  operations: {
    GetMetricData: (_input, call) => ({
      MetricDataResults: [
        {
          Id: 'a',
          Timestamps: [new Date(call.now)],
          Values: [1.5],
          StatusCode: call.fault === 'partial' ? 'PartialData' : 'Complete',
        },
      ],
    }),
  },
};

/** A simulator whose control plane only answers, for tests of everything around it. */
export function stubSimulator(options: SimulatorOptions = {}): Simulator {
  const backend: Backend = {
    services: [rds, monitoring],
    accounts: [{ id: account }, { id: other, role: 'dormouse', externalId: 'sesame' }],
    state: () => ({ clusters: ['orders'] }),
    onEvent: (listener) => listener({ EventID: 'RDS-EVENT-0151' }),
    control: {
      use(body) {
        if (body === undefined) throw new Error('a cluster is needed');
        return { used: body };
      },
    },
  };
  return assemble(() => backend, { now: start, ...options });
}

/** A request as any signed client would send it, for requests that SDKs never make. */
export function signedRequest(service: string, request: Partial<WireRequest>): WireRequest {
  const scope = `${credentials.accessKeyId}/20261120/eu-central-1/${service}/aws4_request`;
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  return {
    method: 'POST',
    path: '/',
    query: {},
    body: new Uint8Array(),
    ...request,
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}`, ...(request.headers ?? form) },
  };
}

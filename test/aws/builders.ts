import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import type { Scope } from '../../shared/aws/scope.ts';

export const account = '111122223333';
export const region = 'eu-central-1';

/** A scope whose clients refuse every call that a test has not allowed, and what it has warned of. */
export function fakeScope(extra: Pick<Scope, 'signal'> = {}) {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const rdsClient = new RDSClient({ region, credentials });
  const cloudwatchClient = new CloudWatchClient({ region, credentials });
  const rds = mockClient(rdsClient);
  const cloudwatch = mockClient(cloudwatchClient);
  rds.onAnyCommand().rejects('unexpected call');
  cloudwatch.onAnyCommand().rejects('unexpected call');
  const warnings: string[] = [];
  const scope: Scope = {
    account,
    region,
    clients: { rds: rdsClient, cloudwatch: async () => cloudwatchClient },
    warn: (message) => warnings.push(message),
    ...extra,
  };
  return { scope, rds, cloudwatch, warnings };
}

export function clusterArn(id: string): string {
  return `arn:aws:rds:${region}:${account}:cluster:${id}`;
}

/** An error as the SDK throws it for an answer of AWS. */
export function serviceError(
  name: string,
  message = `${name} of a test`,
  fault: 'client' | 'server' = 'client',
) {
  return Object.assign(new Error(message), { name, $fault: fault, $metadata: {} });
}

/** Copies of a call's input in the order of the calls: the SDK's paginators change one object from page to page. */
export function pageByToken<Input extends object, Page>(
  pages: Record<string, Page>,
  tokenOf: (input: Input) => string | undefined,
) {
  const inputs: Input[] = [];
  const answer = (input: Input): Page => {
    inputs.push({ ...input });
    const page = pages[tokenOf(input) ?? ''];
    if (page === undefined) throw new Error(`unexpected token ${tokenOf(input)}`);
    return page;
  };
  return { inputs, answer };
}

import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { KMSClient } from '@aws-sdk/client-kms';
import { RDSClient } from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';

export const account = '111122223333';
export const region = 'eu-central-1';

/** A scope whose clients refuse every call that a test has not allowed, and what it has warned of. */
export function fakeScope(extra: Partial<Pick<AwsScope, 'signal' | 'inRegion'>> = {}) {
  const credentials = { accessKeyId: 'AKIA', secretAccessKey: 'secret' };
  const rdsClient = new RDSClient({ region, credentials });
  const cloudwatchClient = new CloudWatchClient({ region, credentials });
  const kmsClient = new KMSClient({ region, credentials });
  const rds = mockClient(rdsClient);
  const cloudwatch = mockClient(cloudwatchClient);
  const kms = mockClient(kmsClient);
  rds.onAnyCommand().rejects('unexpected call');
  cloudwatch.onAnyCommand().rejects('unexpected call');
  kms.onAnyCommand().rejects('unexpected call');
  const warnings: string[] = [];
  const scope: AwsScope = {
    account,
    region,
    clients: { rds: rdsClient, cloudwatch: async () => cloudwatchClient, kms: async () => kmsClient },
    inRegion(other) {
      throw new Error(`unexpected Region ${other}`);
    },
    warn: (message) => warnings.push(message),
    ...extra,
  };
  return { scope, rds, cloudwatch, kms, warnings };
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

export function snapshotArn(id: string, of: string = region): string {
  return `arn:aws:rds:${of}:${account}:cluster-snapshot:${id}`;
}

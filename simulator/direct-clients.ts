import { Readable } from 'node:stream';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type * as EC2 from '@aws-sdk/client-ec2';
import type * as IAM from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import type * as Lambda from '@aws-sdk/client-lambda';
import { RDSClient } from '@aws-sdk/client-rds';
import { RDSDataClient } from '@aws-sdk/client-rds-data';
import type * as S3 from '@aws-sdk/client-s3';
import type { Clock } from './core/clock.ts';
import { type Service, ServiceError } from './core/service.ts';
import { loadClient } from './wire/load-client.ts';
import { models } from './wire/model.ts';

/** SDK clients of one account and Region whose calls go straight to the operations: nothing is written or parsed. */
export interface DirectClients {
  readonly rds: RDSClient;
  readonly cloudwatch: CloudWatchClient;
  readonly kms: KMSClient;
  readonly rdsData: RDSDataClient;
  readonly s3: S3.S3Client;
  readonly iam: IAM.IAMClient;
  readonly lambda: Lambda.LambdaClient;
  readonly ec2: EC2.EC2Client;
}

/** A call, with its answer or the wire code of its error. */
export type DirectCall = {
  readonly account: string;
  readonly region: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
} & ({ readonly output: object } | { readonly error: string });

interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Clients that answer as over the wire, in the shapes and with the errors that the SDK makes of it, in a hundredth of the
 * time. Faults on demand and the record of calls are of the wire, so there are none here.
 */
export function directClients(
  services: readonly Service[],
  { account, region }: Place,
  clock: Pick<Clock, 'now'>,
  onCall: (call: DirectCall) => void,
): DirectClients {
  function clientOf<Client extends object>(prototype: Client, service: string): Client {
    const operations = services.find(({ name }) => name === service)?.operations ?? {};
    const caller = { service, account, region, accessKeyId: 'direct', userAgent: 'direct' };
    const send = async (command: Command): Promise<object> => {
      const action = String(command.schema?.[2]);
      const operation = operations[action];
      if (operation === undefined) throw new Error(`${service} has no operation ${action}`);
      const { input } = command;
      const called = { account, region, action, input };
      try {
        const output = operation(input, { ...caller, action, now: clock.now() });
        onCall({ ...called, output });
        return 'Body' in output ? { ...output, Body: toBody(output.Body) } : output;
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        onCall({ ...called, error: error.code });
        throw toSdkError(service, error);
      }
    };
    return Object.create(prototype, { send: { value: send } });
  }

  return {
    rds: clientOf(RDSClient.prototype, 'rds'),
    cloudwatch: clientOf(CloudWatchClient.prototype, 'monitoring'),
    kms: clientOf(KMSClient.prototype, 'kms'),
    rdsData: clientOf(RDSDataClient.prototype, 'rds-data'),
    // Their classes take long to load.
    get s3() {
      return clientOf((loadClient('@aws-sdk/client-s3') as typeof S3).S3Client.prototype, 's3');
    },
    get iam() {
      return clientOf((loadClient('@aws-sdk/client-iam') as typeof IAM).IAMClient.prototype, 'iam');
    },
    get lambda() {
      return clientOf(
        (loadClient('@aws-sdk/client-lambda') as typeof Lambda).LambdaClient.prototype,
        'lambda',
      );
    },
    get ec2() {
      return clientOf((loadClient('@aws-sdk/client-ec2') as typeof EC2).EC2Client.prototype, 'ec2');
    },
  };
}

/** A body as the SDK hands it out. */
function toBody(bytes: unknown): object {
  const body = bytes instanceof Uint8Array ? bytes : new Uint8Array();
  return Object.assign(Readable.from([body]), {
    transformToString: async () => Buffer.from(body).toString(),
    transformToByteArray: async () => body,
  });
}

/** The part of an SDK command that names its operation: the third entry of its schema. */
interface Command {
  readonly schema?: readonly unknown[];
  readonly input: Record<string, unknown>;
}

/** The error as the SDK makes it: it has the name of the shape that the wire code stands for. */
function toSdkError(service: string, { code, message, ...error }: ServiceError): Error {
  const { shape = code, status = error.status } = models.get(service)?.errors.get(code) ?? {};
  return Object.assign(new Error(message), {
    name: shape,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status, attempts: 1 },
  });
}

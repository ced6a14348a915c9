import type { EC2Client } from '@aws-sdk/client-ec2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { RDSDataClient } from '@aws-sdk/client-rds-data';
import type { STSClient } from '@aws-sdk/client-sts';
import { requireReadable } from './readable-answer.ts';
import { required, UnexpectedAnswer } from './unexpected-answer.ts';

/** The clients that restore drills alone need. Each is loaded when it is first asked for. */
export interface DrillClients {
  /** Asks the restored data, and waits as long as a statement may take. */
  rdsData(): Promise<RDSDataClient>;
  /** In the Region of a function. */
  lambda(region: string): Promise<LambdaClient>;
  ec2(): Promise<EC2Client>;
  iam(): Promise<IAMClient>;
  /** ARN of the role by which the calls are made. */
  principal(): Promise<string>;
}

/** The settings of the other clients of an account and Region, whose credentials these take, too. */
interface Shared {
  readonly region: string;
  readonly requestHandler: object;
  readonly credentials: RDSClient['config']['credentials'];
}

/** The Data API ends a statement after 45 s: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.limitations.html */
const STATEMENT_MS = 50_000;

/** A check has to end within the time of the function that asks. */
const FUNCTION_MS = 60_000;

/**
 * The clients for restore drills. `role` is the one that leads to the account; absent: the caller's own, with its path.
 */
export function createDrillClients(
  config: Shared,
  sts: () => Promise<STSClient>,
  { role, rolePath = '/' }: { readonly role?: string; readonly rolePath?: string },
): DrillClients {
  const waiting = (requestTimeout: number) =>
    // A test has a handler of its own.
    'requestTimeout' in config.requestHandler
      ? { ...config.requestHandler, requestTimeout }
      : config.requestHandler;
  return {
    async rdsData() {
      const { RDSDataClient } = await import('./sdk/rds-data.ts');
      return requireReadable(
        new RDSDataClient({ ...config, maxAttempts: 1, requestHandler: waiting(STATEMENT_MS) }),
      );
    },
    async lambda(region) {
      const { LambdaClient } = await import('./sdk/lambda.ts');
      // Asked again, a check would run twice at the same time.
      const once = { maxAttempts: 1, requestHandler: waiting(FUNCTION_MS) };
      return requireReadable(new LambdaClient({ ...config, region, ...once }));
    },
    async ec2() {
      const { EC2Client } = await import('./sdk/ec2.ts');
      return requireReadable(new EC2Client(config));
    },
    async iam() {
      const { IAMClient } = await import('./sdk/iam.ts');
      return requireReadable(new IAMClient(config));
    },
    principal: async () => role ?? (await ownRole(await sts(), rolePath)),
  };
}

/** The session of a role says its name and not its path. */
async function ownRole(sts: STSClient, path: string): Promise<string> {
  const { GetCallerIdentityCommand } = await import('./sdk/sts.ts');
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}));
  const [, partition = '', account = '', name = ''] =
    /^arn:([\w-]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(required(Arn, 'Arn', 'the caller')) ?? [];
  if (name === '') throw new UnexpectedAnswer(`${Arn} is not the session of a role`);
  return `arn:${partition}:iam::${account}:role${path}${name}`;
}

import { Agent as HttpsAgent } from 'node:https';
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RDSClient, type RDSClientConfig } from '@aws-sdk/client-rds';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SSMClient } from '@aws-sdk/client-ssm';
import type { STSClient } from '@aws-sdk/client-sts';
import { defined } from '../../defined.ts';
import { once } from '../../once.ts';
import type { TargetLocation } from '../../policy/model/location.ts';
import { type AssumedRole, assumeRole, type Session } from './assume-role.ts';
import { useAwsClock } from './aws-clock.ts';
import type { AwsScope, Clients } from './aws-scope.ts';
import { createDrillClients } from './drill-clients.ts';
import { createRetries } from './rate-limiter.ts';
import { requireReadable } from './readable-answer.ts';
import { VERSION } from './version.ts';

/** Options for every client. Absent: the usual AWS environment, 5 attempts; those of RDS slow down while AWS throttles. */
export interface ClientOptions {
  readonly requestHandler?: NonNullable<RDSClientConfig['requestHandler']>;
  /** A string, because the SDK's RDS middleware writes into an endpoint object and then calls another Region. */
  readonly endpoint?: string;
  readonly credentials?: NonNullable<RDSClientConfig['credentials']>;
  readonly maxAttempts?: number;
  readonly retryMode?: string;
  readonly retryStrategy?: NonNullable<RDSClientConfig['retryStrategy']>;
}

/** The caller that works in a scope. */
export interface Caller extends Pick<AwsScope, 'signal' | 'warn'> {
  /** Absent: a session `dormouse` that may do all that the role allows. */
  readonly session?: Session;
  /** The path of the caller's own role. Absent: `/`. */
  readonly rolePath?: string;
}

/** The clients of the account and Region that Dormouse itself runs in. Each is loaded when it is first asked for. */
export interface Home {
  sts(): Promise<STSClient>;
  eventbridge(): Promise<EventBridgeClient>;
  sqs(): Promise<SQSClient>;
  /** Finds a bucket in whichever Region it is. */
  s3(): Promise<S3Client>;
  /** In a Region; without one, in that of the home. Not kept: it is asked for once in a while. */
  ssm(region?: string): Promise<SSMClient>;
  /** Lists accounts, by a role if one is given. Not kept: it is asked for once in a while. */
  organizations(role?: AssumedRole): Promise<OrganizationsClient>;
}

/**
 * One pool of connections for all clients: each with its own would, over hundreds of accounts, open more than the 1,024
 * files that a Lambda may have. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const pool = { keepAlive: true, maxSockets: 50 };
// An import of node:http loads all of undici too, for the sake of http.WebSocket: a tenth of a cold start.
const { Agent: HttpAgent } = process.getBuiltinModule('node:http');
const agents = { httpAgent: new HttpAgent(pool), httpsAgent: new HttpsAgent(pool) };

const ATTEMPTS = 5;

/** Clients take some 70 KB for each account and Region: those of thousands do not fit into a Lambda function of 512 MB. */
const MAX_WARM = 500;

/** The least recently used first. */
const warm = new Map<string, Clients>();

function kept(key: string, create: () => Clients): Clients {
  const clients = warm.get(key) ?? create();
  warm.delete(key);
  warm.set(key, clients);
  const [oldest = key] = warm.keys();
  if (warm.size > MAX_WARM) warm.delete(oldest);
  return clients;
}

/**
 * The scope of one account and Region. Clients of the last 500 are kept from one call to the next, so that a warm Lambda
 * keeps its connections, credentials and knowledge of throttling; with options they are the caller's own. `caller` goes
 * with the scope to other Regions.
 */
export function createScope(target: TargetLocation, options?: ClientOptions, caller: Caller = {}): AwsScope {
  const { account, region } = target;
  const { session = { name: 'dormouse' }, rolePath, ...watch } = caller;
  // Another endpoint is another AWS.
  const key = JSON.stringify([
    account,
    region,
    target.role,
    target.externalId,
    session,
    process.env.AWS_ENDPOINT_URL,
  ]);
  const create = () => createClients(target, { session, ...defined({ rolePath }) }, options);
  const clients = options === undefined ? kept(key, create) : create();
  const inRegion = (other: string) => createScope({ ...target, region: other }, options, caller);
  return { ...watch, account, region, clients, inRegion };
}

/** Clients of the home account; without a Region the environment's. */
export function createHome(region?: string, options?: ClientOptions): Home {
  const config = clientConfig(region, options);
  const sts = once(async () => requireReadable(new (await import('./sdk/sts.ts')).STSClient(config)));
  return {
    sts,
    eventbridge: once(async () =>
      requireReadable(new (await import('./sdk/eventbridge.ts')).EventBridgeClient(config)),
    ),
    organizations: async (role) => {
      const { OrganizationsClient } = await import('./sdk/organizations.ts');
      const credentials = role && { credentials: assumeRole(sts, role) };
      return requireReadable(new OrganizationsClient({ ...config, ...credentials }));
    },
    ssm: async (other = region) =>
      requireReadable(
        new (await import('./sdk/ssm.ts')).SSMClient({ ...config, ...defined({ region: other }) }),
      ),
    sqs: once(async () => requireReadable(new (await import('./sdk/sqs.ts')).SQSClient(config))),
    s3: once(async () => {
      const { S3Client } = await import('./sdk/s3.ts');
      // At another endpoint than AWS's, no name need exist for a bucket.
      const isOther = (options?.endpoint ?? process.env.AWS_ENDPOINT_URL) !== undefined;
      return requireReadable(
        new S3Client({ ...config, followRegionRedirects: true, ...(isOther && { forcePathStyle: true }) }),
      );
    }),
  };
}

function createClients(
  target: TargetLocation,
  { session, rolePath }: Pick<Caller, 'rolePath'> & { readonly session: Session },
  options?: ClientOptions,
): Clients {
  // A token of a Regional endpoint is good in every Region, a token of the global one not in opt-in Regions:
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
  const home = createHome(process.env.AWS_REGION ?? target.region, options);
  const config = clientConfig(target.region, options);
  const { role, externalId } = target;
  const credentials = role !== undefined && {
    credentials: assumeRole(home.sts, { role, session, ...defined({ externalId }) }),
  };
  const rds = once(() =>
    useAwsClock(
      requireReadable(withoutLogging(new RDSClient({ ...config, ...credentials, ...retriesOf(options) }))),
    ),
  );
  const drill = once(() =>
    createDrillClients(
      { ...config, region: target.region, credentials: rds().config.credentials },
      home.sts,
      { ...defined({ role, rolePath }) },
    ),
  );
  // The others take the RDS client's credentials: one AssumeRole serves all.
  return {
    get rds() {
      return rds();
    },
    cloudwatch: once(async () => {
      const { CloudWatchClient } = await import('./sdk/cloudwatch.ts');
      return requireReadable(new CloudWatchClient({ ...config, credentials: rds().config.credentials }));
    }),
    kms: once(async () => {
      const { KMSClient } = await import('./sdk/kms.ts');
      return requireReadable(new KMSClient({ ...config, credentials: rds().config.credentials }));
    }),
    get drill() {
      return drill();
    },
  };
}

/** The settings that all clients share. */
export function clientConfig(region: string | undefined, options: ClientOptions = {}) {
  return {
    ...defined({ region }),
    customUserAgent: [['dormouse', VERSION]] satisfies [string, string][],
    requestHandler: {
      ...agents,
      connectionTimeout: 3_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    },
    // Given here, they would win over the environment: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
    ...(process.env.AWS_RETRY_MODE === undefined && { retryMode: 'standard' }),
    ...(process.env.AWS_MAX_ATTEMPTS === undefined && { maxAttempts: ATTEMPTS }),
    ...options,
  };
}

/** Of RDS, whose calls are many. A strategy that is given wins over the mode and the attempts of the environment. */
function retriesOf({ retryMode, retryStrategy, maxAttempts }: ClientOptions = {}) {
  if ((retryMode ?? retryStrategy ?? process.env.AWS_RETRY_MODE) !== undefined) return {};
  return { retryStrategy: createRetries(maxAttempts ?? Number(process.env.AWS_MAX_ATTEMPTS ?? ATTEMPTS)) };
}

/** Without the middleware that goes through each answer to leave secrets out of a log which nobody keeps. */
function withoutLogging(client: RDSClient): RDSClient {
  client.middlewareStack.remove('loggerMiddleware');
  return client;
}

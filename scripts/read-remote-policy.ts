import {
  AppConfigDataClient,
  type AppConfigDataClientConfig,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { S3Client } from '../shared/aws/client/sdk/s3.ts';
import { readObjectText } from '../shared/aws/read/policy-object.ts';
import { defined } from '../shared/defined.ts';
import type { PolicySource } from '../shared/policy/file/source.ts';

/** Configuration of the AWS clients: the credentials and the Region of the deployment. */
export type AwsConfig = Pick<AppConfigDataClientConfig, 'region' | 'credentials' | 'requestHandler'>;

/**
 * The text of a policy in SSM, AppConfig or S3, as the functions will read it.
 *
 * @throws the errors of AWS; Error with a remedy for a bucket without versions
 */
export async function readRemotePolicy(
  source: Exclude<PolicySource, { kind: 'file' }>,
  config: AwsConfig,
): Promise<string> {
  if (source.kind === 'ssm') return readParameter(source.name, config);
  return source.kind === 's3' ? readObject(source, config) : readConfiguration(source, config);
}

/** Earlier versions are what the functions fall back on when a version has a mistake. */
async function readObject(source: Extract<PolicySource, { kind: 's3' }>, config: AwsConfig): Promise<string> {
  const { region, credentials } = config;
  const s3 = new S3Client({
    followRegionRedirects: true,
    ...(region && { region }),
    ...defined({ credentials }),
  });
  const { text, version } = await readObjectText({ s3: async () => s3 }, source);
  if (version !== undefined) return text;
  const enable = `aws s3api put-bucket-versioning --bucket ${source.bucket} --versioning-configuration Status=Enabled`;
  throw new Error(
    `the bucket keeps no versions of it; enable them: ${enable}, and put the policy there again`,
  );
}

async function readParameter(name: string, config: AwsConfig): Promise<string> {
  const { region, credentials } = config;
  const ssm = new SSMClient({ ...(region && { region }), ...defined({ credentials }) });
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
  return Parameter?.Value ?? '';
}

async function readConfiguration(
  { application, environment, profile }: Extract<PolicySource, { kind: 'appconfig' }>,
  config: AwsConfig,
): Promise<string> {
  const client = new AppConfigDataClient(config);
  const { InitialConfigurationToken } = await client.send(
    new StartConfigurationSessionCommand({
      ApplicationIdentifier: application,
      EnvironmentIdentifier: environment,
      ConfigurationProfileIdentifier: profile,
    }),
  );
  const { Configuration } = await client.send(
    new GetLatestConfigurationCommand({ ConfigurationToken: InitialConfigurationToken }),
  );
  return new TextDecoder().decode(Configuration);
}

import {
  AppConfigDataClient,
  type AppConfigDataClientConfig,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { defined } from '../shared/defined.ts';
import type { PolicySource } from '../shared/runtime/function/config.ts';

/** Configuration of the AWS clients: the credentials and the Region of the deployment. */
export type AwsConfig = Pick<AppConfigDataClientConfig, 'region' | 'credentials' | 'requestHandler'>;

/**
 * The text of a policy in SSM or AppConfig, as the functions will read it.
 *
 * @throws the errors of AWS
 */
export async function readRemotePolicy(
  source: Exclude<PolicySource, { kind: 'file' }>,
  config: AwsConfig,
): Promise<string> {
  return source.kind === 'ssm' ? readParameter(source.name, config) : readConfiguration(source, config);
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

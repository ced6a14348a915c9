import {
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { defined } from '../../defined.ts';
import { ifThere } from '../client/if-there.ts';
import type { Inspector } from './inspector.ts';

/** A function of a deployment, as Lambda describes it. */
export interface DeployedFunction {
  readonly name: string;
  readonly arn: string;
  /** ARN of its role. */
  readonly role: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Absent: the caller may not list them. */
  readonly tags?: Readonly<Record<string, string>>;
  /** States of what brings it the messages of its queue: `Enabled`, `Disabled`, … Empty: nothing does. */
  readonly queueStates: readonly string[];
}

/** Undefined when there is no such function. Tags and queue mappings that may not be listed are left out. */
export async function readFunction(
  inspector: Inspector,
  name: string,
): Promise<DeployedFunction | undefined> {
  const client = inspector.lambda;
  return ifThere(/^ResourceNotFoundException$/, async () => {
    const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    const arn = found.FunctionArn ?? '';
    const mappings = await client.send(new ListEventSourceMappingsCommand({ FunctionName: arn }));
    const tags = await client.send(new ListTagsCommand({ Resource: arn })).catch(() => undefined);
    return {
      ...{ name, arn },
      role: found.Role ?? '',
      environment: found.Environment?.Variables ?? {},
      ...defined({ tags: tags && (tags.Tags ?? {}) }),
      queueStates: (mappings.EventSourceMappings ?? []).flatMap(({ State }) => State ?? []),
    };
  });
}

/** The variables of a function, with one call. Undefined when there is no such function. */
export async function readEnvironment(
  { lambda }: Pick<Inspector, 'lambda'>,
  name: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  return ifThere(/^ResourceNotFoundException$/, async () => {
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    return Environment?.Variables ?? {};
  });
}

/** The text of a parameter, decrypted. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export async function readParameter(inspector: Inspector, name: string): Promise<string | undefined> {
  const { Parameter } = await inspector.ssm.send(
    new GetParameterCommand({ Name: name, WithDecryption: true }),
  );
  return Parameter?.Value;
}

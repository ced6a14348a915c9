import type { SSMClient } from '@aws-sdk/client-ssm';
import { ifThere } from '../client/if-there.ts';
import { required } from '../client/unexpected-answer.ts';

/** One version of a parameter. */
export interface Parameter {
  readonly text: string;
  /** From 1, and one more with each change. */
  readonly version: number;
}

/**
 * Reads a parameter of SSM with one GetParameter, decrypted unless it is plain. `name:3` is its version 3. Undefined: there
 * is no such parameter.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 */
export async function readParameter(
  client: SSMClient,
  name: string,
  { isPlain = false, ...options }: { readonly abortSignal?: AbortSignal; readonly isPlain?: boolean } = {},
): Promise<Parameter | undefined> {
  const { GetParameterCommand } = await import('../client/sdk/ssm.ts');
  return ifThere(/^ParameterNotFound$/, async () => {
    const { Parameter } = await client.send(
      new GetParameterCommand({ Name: name, WithDecryption: !isPlain }),
      options,
    );
    return {
      text: required(Parameter?.Value, 'Value', name),
      version: required(Parameter?.Version, 'Version', name),
    };
  });
}

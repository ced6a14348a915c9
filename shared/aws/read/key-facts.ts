import { defined } from '../../defined.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';

/** A KMS key of the Region; spec and usage decide whether RDS can encrypt with it. */
export interface KeyFacts {
  readonly arn: string;
  /** The alias by which it was asked for. */
  readonly alias?: string;
  readonly state: string;
  readonly spec: string;
  readonly usage: string;
  /** It is AWS's own, for a service. */
  readonly isManaged: boolean;
}

/**
 * A key by its id, ARN or alias; undefined when the Region has none of that alias.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export async function readKeyFacts(scope: AwsScope, key: string): Promise<KeyFacts | undefined> {
  const { DescribeKeyCommand } = await import('../client/sdk/kms.ts');
  const isAlias = key.startsWith('alias/');
  try {
    const { KeyMetadata: found } = await (await scope.clients.kms()).send(
      new DescribeKeyCommand({ KeyId: key }),
      sendOptions(scope),
    );
    return {
      arn: found?.Arn ?? key,
      state: found?.KeyState ?? 'Enabled',
      spec: found?.KeySpec ?? 'SYMMETRIC_DEFAULT',
      usage: found?.KeyUsage ?? 'ENCRYPT_DECRYPT',
      isManaged: found?.KeyManager === 'AWS',
      ...defined({ alias: isAlias ? key : undefined }),
    };
  } catch (error) {
    if (isAlias && error instanceof Error && error.name === 'NotFoundException') return undefined;
    throw error;
  }
}

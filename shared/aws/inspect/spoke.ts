import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { TargetInspector } from './target-inspector.ts';

/** The note of the stack of this stage and role name; undefined: there is none here, or it is of a release without notes. */
export async function readSpokeNote(
  { ssm }: Pick<TargetInspector, 'ssm'>,
  stage: string,
  roleName: string,
): Promise<string | undefined> {
  const Name = `/dormouse/${stage}/${roleName}`;
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
    throw error;
  }
}

/** The trust policy of a role, by its ARN; undefined when there is no such role. */
export async function readTrust(
  { iam }: Pick<TargetInspector, 'iam'>,
  roleArn: string,
): Promise<unknown | undefined> {
  try {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleArn.split('/').at(-1) ?? '' }));
    // A role of the same name and another path is another role.
    if (Role?.Arn !== roleArn) return undefined;
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html: URL-encoded
    return JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '{}'));
  } catch (error) {
    if (error instanceof Error && /^NoSuchEntity/.test(error.name)) return undefined;
    throw error;
  }
}

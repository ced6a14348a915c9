import { GetRoleCommand } from '@aws-sdk/client-iam';
import { ifThere } from '../client/if-there.ts';
import { readParameter } from '../read/parameter.ts';
import type { TargetInspector } from './target-inspector.ts';

/** The note of the stack of this stage and role name; undefined: there is no such stack, or its release has no notes. */
export async function readSpokeNote(
  { ssm }: Pick<TargetInspector, 'ssm'>,
  stage: string,
  roleName: string,
): Promise<string | undefined> {
  return (await readParameter(ssm, `/dormouse/${stage}/${roleName}`, { isPlain: true }))?.text;
}

/** The trust policy of a role, by its ARN; undefined when there is no such role. */
export async function readTrust({ iam }: Pick<TargetInspector, 'iam'>, roleArn: string): Promise<unknown> {
  return ifThere(/^NoSuchEntity/, async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: roleArn.split('/').at(-1) ?? '' }));
    // A role of the same name and another path is another role.
    if (Role?.Arn !== roleArn) return undefined;
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html: URL-encoded
    return JSON.parse(decodeURIComponent(Role.AssumeRolePolicyDocument ?? '{}'));
  });
}

import { type Part, substitute } from './resource.ts';
import type { Settings } from './settings.ts';

/** The part with the path of the settings on each of its roles, and with their boundary, if there is one. */
export function bounded(part: Part, { rolePath, permissionsBoundary }: Settings): Part {
  const fence = {
    ...(rolePath !== '/' && { Path: rolePath }),
    ...(permissionsBoundary !== undefined && {
      PermissionsBoundary: substitute(
        `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${permissionsBoundary}`,
      ),
    }),
  };
  const Resources = Object.fromEntries(
    Object.entries(part.Resources).map(([id, resource]) => [
      id,
      resource.Type === 'AWS::IAM::Role'
        ? { ...resource, Properties: { ...resource.Properties, ...fence } }
        : resource,
    ]),
  );
  return { ...part, Resources };
}

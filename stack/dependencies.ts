import { TRACE } from './tracing.ts';

/** What is used of a template that Serverless has compiled. */
interface Template {
  readonly Resources: Readonly<Record<string, Dependent>>;
}

interface Dependent {
  readonly Type: string;
  readonly Properties?: { readonly Role?: unknown };
  DependsOn?: readonly string[];
}

/**
 * Has the functions made when their roles may trace, for Lambda refuses one that is to trace before. That policy is a
 * resource of its own, which CloudFormation would make at any time:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-iam-role.html
 */
export function waitForTrace({ Resources }: Template): void {
  if (Resources[TRACE] === undefined) return;
  for (const resource of Object.values(Resources)) {
    if (resource.Type === 'AWS::Lambda::Function')
      resource.DependsOn = [...(resource.DependsOn ?? []), TRACE];
  }
}

/**
 * Takes out what Serverless writes twice: that a function depends on the role that its properties name. CloudFormation
 * knows that from them: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
 */
export function dropNamedRoles({ Resources }: Template): void {
  for (const resource of Object.values(Resources)) {
    const { Type, Properties, DependsOn } = resource;
    if (Type !== 'AWS::Lambda::Function' || DependsOn === undefined) continue;
    const named = JSON.stringify(Properties?.Role);
    resource.DependsOn = DependsOn.filter((id) => !named.includes(`["${id}",`));
  }
}

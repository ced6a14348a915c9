import { retainedLogs } from './resource.ts';

/** The part of a template compiled by Serverless that is changed here. */
export interface Template {
  readonly Resources: Readonly<Record<string, Dependent>>;
}

interface Dependent {
  readonly Type: string;
  readonly Properties?: {
    readonly Role?: unknown;
    RecursiveLoop?: string;
    GroupName?: unknown;
    KmsKeyId?: string;
  };
  DependsOn?: readonly string[];
}

/**
 * Removes a dependency that Serverless writes twice: of a function on the role that its properties name. CloudFormation
 * knows it from these: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html
 */
export function dropNamedRoles({ Resources }: Template): void {
  for (const resource of Object.values(Resources)) {
    const { Type, Properties, DependsOn } = resource;
    if (Type !== 'AWS::Lambda::Function' || DependsOn === undefined) continue;
    const named = JSON.stringify(Properties?.Role);
    resource.DependsOn = DependsOn.filter((id) => !named.includes(`["${id}",`));
  }
}

/**
 * A function sends itself follow-ups through its queue, for a day at most. Lambda would stop such chains after about 16
 * invocations: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export function allowRecursion({ Resources }: Template): void {
  for (const { Type, Properties } of Object.values(Resources)) {
    if (Type === 'AWS::Lambda::Function' && Properties !== undefined) Properties.RecursiveLoop = 'Allow';
  }
}

/** Lets the logs of the functions outlive the stack. */
export function retainLogs({ Resources }: Template): void {
  for (const resource of Object.values(Resources)) {
    if (resource.Type === 'AWS::Logs::LogGroup') Object.assign(resource, retainedLogs);
  }
}

/** A resource of the template, as CloudFormation has it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  /** `Retain` keeps the resource when it leaves the stack; absent: it is deleted. */
  readonly DeletionPolicy?: 'Retain' | 'RetainExceptOnCreate';
  /** `Retain` keeps the resource when CloudFormation replaces it; absent: it is deleted. */
  readonly UpdateReplacePolicy?: 'Retain';
}

/** Logs outlive the stack, unless its creation fails: their names are then free for the next try. */
export const retainedLogs = {
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
} as const;

/** Resources and outputs that are merged into the template. */
export interface Part {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Description: string; readonly Value: unknown }>>;
}

/** An attribute of another resource, as by `!GetAtt`. */
export function attribute(logicalId: string, name = 'Arn'): unknown {
  return { 'Fn::GetAtt': [logicalId, name] };
}

/** As by `!Ref`. */
export function reference(logicalId: string): unknown {
  return { Ref: logicalId };
}

/** Text with CloudFormation's variables, `${AWS::Region}`, as by `!Sub`. */
export function substitute(text: string): unknown {
  return { 'Fn::Sub': text };
}

/** The ARN of a resource in the account and Region of the stack. */
export function inHome(service: string, resource: string): unknown {
  return substitute(`arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}`);
}

/** Denies calls without TLS. https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html */
export function tlsOnly(action: string, resource: unknown): object {
  return {
    Sid: 'TlsOnly',
    Effect: 'Deny',
    Principal: '*',
    Action: action,
    Resource: resource,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

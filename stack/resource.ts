/** A resource of the template, as CloudFormation has it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** What is merged into the template. */
export interface Part {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** An attribute of another resource, as `!GetAtt` gives it. */
export function attribute(logicalId: string, name = 'Arn'): unknown {
  return { 'Fn::GetAtt': [logicalId, name] };
}

/** What `!Ref` gives. */
export function reference(logicalId: string): unknown {
  return { Ref: logicalId };
}

/** Text with CloudFormation's own variables in it: `${AWS::Region}`. */
export function substitute(text: string): unknown {
  return { 'Fn::Sub': text };
}

/** Denies what does not come by TLS. https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html */
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

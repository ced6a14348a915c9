/** A resource of the template, as CloudFormation has it. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Resources that are merged into the template. */
export interface Part {
  readonly Resources: Readonly<Record<string, Resource>>;
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

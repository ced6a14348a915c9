/** The seams of the simulator: a service is a table of operations over the state, spoken to by any AWS client. */

/** The caller, the account and Region, and the time of a call. */
export interface Call {
  /** `rds`, `monitoring`, `events`, `sqs`, `sts`, `ssm`, `kms`, `appconfig`: the signing name in the Authorization header. */
  readonly service: string;
  readonly action: string;
  readonly account: string;
  readonly region: string;
  /** The access key the call was signed with. */
  readonly accessKeyId: string;
  /** ARN of the assumed role, when the key came from AssumeRole. */
  readonly role?: string;
  readonly userAgent: string;
  /** The host that was called, with its port. */
  readonly host?: string;
  /** Virtual time. */
  readonly now: number;
  /** A fault that the operation itself has to play: CloudWatch's partial answer, or a refused entry of a batch. */
  readonly fault?: 'partial' | 'entry-failure';
}

/** Answers with the output shape of the operation, in plain SDK form (Dates for timestamps). Throws ServiceError. */
export type Operation = (input: Record<string, unknown>, call: Call) => Record<string, unknown>;

export interface Service {
  /** Signing name. */
  readonly name: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** ARNs that a call touches, for the call record and so for the IAM tests. Default: none, `*`. */
  resources?(input: Record<string, unknown>, call: Call): readonly string[];
  /** The tags that a resource has, whoever owns it; none where there is no such resource. Default: none. */
  tagsOf?(arn: string): Readonly<Record<string, string>>;
}

/** An error as AWS puts it on the wire. `code` is the wire code, not the SDK's shape name. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
  }
}

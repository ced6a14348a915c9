import { UnreadableAnswer } from './readable-answer.ts';

/**
 * The meaning of an error of AWS for the target.
 * - `already`: it was done before, by another run, or by a call whose answer was lost.
 * - `conflict`: the target changed or went away since it was read. The next sweep decides again.
 * - `retry`: AWS was busy or out of reach. The next sweep tries again.
 * - `fatal`: AWS refuses until somebody changes something.
 */
export type FaultKind = 'already' | 'conflict' | 'retry' | 'fatal';

export interface Classified {
  readonly kind: FaultKind;
  /** The SDK error's name, `InvalidDBClusterStateFault`, or the network's code, `ECONNREFUSED`. */
  readonly name: string;
  /** The message of AWS and, where one is known, the remedy. */
  readonly message: string;
}

/**
 * By SDK error name: the shape's name where the API declares the error, the wire code where it does not.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopDBCluster.html#API_StopDBCluster_Errors
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBClusterSnapshot.html#API_CopyDBClusterSnapshot_Errors
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartActivityStream.html#API_StartActivityStream_Errors
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html#API_ModifyDBCluster_Errors
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html
 */
export const faults = {
  DBClusterNotFoundFault: 'conflict',
  InvalidDBClusterStateFault: 'conflict',
  InvalidDBInstanceStateFault: 'conflict',
  InvalidDBShardGroupStateFault: 'conflict',
  InvalidGlobalClusterStateFault: 'conflict',
  // A member, or the cluster by its ARN.
  DBInstanceNotFoundFault: 'conflict',
  ResourceNotFoundFault: 'conflict',
  StreamNotStarted: 'conflict',
  DBClusterSnapshotNotFoundFault: 'conflict',
  InvalidDBClusterSnapshotStateFault: 'conflict',
  // The quota was asked for beforehand, and the copies in flight were counted: others have used them up since.
  SnapshotQuotaExceededFault: 'conflict',
  // A restored database that does not answer yet.
  NotYetUsable: 'conflict',
  NotOfTheDrill: 'conflict',
  // The identifier is made of the cluster, the time and the destination, so it can only be the same snapshot.
  DBClusterSnapshotAlreadyExistsFault: 'already',
  AlreadyRequested: 'already',
  // The names of a drill's cluster and instance are its own.
  DBClusterAlreadyExistsFault: 'already',
  DBInstanceAlreadyExistsFault: 'already',
  // Another run has gone on with the drill.
  DrillRecordChanged: 'conflict',

  InsufficientDBClusterCapacityFault: 'retry',
  InsufficientDBInstanceCapacityFault: 'retry',
  Throttling: 'retry',
  ThrottlingException: 'retry',
  RequestLimitExceeded: 'retry',
  TooManyRequestsException: 'retry',
  InternalFailure: 'retry',
  ServiceUnavailable: 'retry',
  RequestExpired: 'retry',
  ExpiredToken: 'retry',
  ExpiredTokenException: 'retry',
  TimeoutError: 'retry',
  AbortError: 'retry',

  KMSKeyNotAccessibleFault: 'fatal',
  VpcEncryptionControlViolationException: 'fatal',
  AccessDenied: 'fatal',
  AccessDeniedException: 'fatal',
  InvalidClientTokenId: 'fatal',
  UnrecognizedClientException: 'fatal',
  SignatureDoesNotMatch: 'fatal',
  OptInRequired: 'fatal',
  RegionDisabledException: 'fatal',
  CredentialsProviderError: 'fatal',
  InvalidParameterValue: 'fatal',
  InvalidParameterCombination: 'fatal',
  ValidationError: 'fatal',
  UnexpectedAnswer: 'fatal',
} as const satisfies Record<string, FaultKind>;

type FaultName = keyof typeof faults;

/** The names of throttling. */
export const THROTTLING: readonly string[] = [
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
] satisfies FaultName[];

const denied =
  "allow the action named here in the role's policy, in its trust policy if it is sts:AssumeRole, and check that no service control policy denies it";
const renew = 'log in again, or get new temporary credentials';
const busy =
  'AWS limits the rate of calls in an account and Region. This passes; if it lasts, check who else calls this often';
const regionOff = 'check that the credentials are valid and that the Region is enabled in the account';

const remedies: Partial<Record<FaultName, string>> = {
  ...Object.fromEntries(THROTTLING.map((name) => [name, busy])),
  AccessDenied: denied,
  AccessDeniedException: denied,
  InvalidClientTokenId: regionOff,
  UnrecognizedClientException: regionOff,
  OptInRequired: regionOff,
  RegionDisabledException: regionOff,
  CredentialsProviderError: 'set AWS_PROFILE, or log in again',
  ExpiredToken: renew,
  ExpiredTokenException: renew,
  SignatureDoesNotMatch: 'check that the secret access key is complete',
  KMSKeyNotAccessibleFault:
    'enable the KMS key named here, and allow kms:DescribeKey and kms:CreateGrant on it; AWS stops a cluster for good seven days after it has lost its key',
  SnapshotQuotaExceededFault:
    'other snapshots or copies have used up the quota in the meantime; if this lasts, raise the quota in the Service Quotas console',
  VpcEncryptionControlViolationException:
    "the VPC's encryption controls forbid it: check them in the VPC console",
  InsufficientDBInstanceCapacityFault: 'AWS has no capacity for this instance class now: try another one',
};

/** Node's codes of a connection that could not be made or broke. */
const networkCodes = new Set(
  'ECONNRESET ECONNREFUSED EPIPE ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN'.split(' '),
);

/**
 * The meaning of an error, or undefined when it is not AWS's or the network's: then the program is wrong, and the run
 * has to fail. Goes by names and codes, never by the text of a message.
 */
export function classify(error: unknown): Classified | undefined {
  if (!(error instanceof Error)) {
    return undefined;
  }
  const { message } = error;
  const code = networkCode(error) ?? httpCode(error);
  const name = error.name === 'Error' ? (code ?? error.name) : error.name;
  const kind = isFaultName(name) ? faults[name] : kindOf(error);
  const remedy = isFaultName(name) ? remedies[name] : undefined;
  const text = message || name;
  return kind && { kind, name, message: remedy === undefined ? text : `${text} (${remedy})` };
}

/** Service exceptions not in the table: AWS's own failures and what the SDK calls retryable pass by themselves. */
function kindOf(error: Error): FaultKind | undefined {
  if ('$retryable' in error && error.$retryable !== undefined) {
    return 'retry';
  }
  if (error instanceof UnreadableAnswer) {
    return httpCode(error) === undefined ? 'fatal' : 'retry';
  }
  if ('$fault' in error) {
    return error.$fault === 'server' ? 'retry' : 'fatal';
  }
  return (networkCode(error) ?? httpCode(error)) === undefined ? undefined : 'retry';
}

function networkCode(error: Error): string | undefined {
  const code = 'code' in error ? String(error.code) : '';
  return networkCodes.has(code) ? code : undefined;
}

/** A load balancer before AWS says that it is busy in a page that is no answer of the API, which the SDK can't read. */
function httpCode(error: Error): string | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  const status =
    typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata
      ? Number(metadata.httpStatusCode)
      : 0;
  return status === 429 || status >= 500 ? `HTTP ${status}` : undefined;
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(faults, name);
}

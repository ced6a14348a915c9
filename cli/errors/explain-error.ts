import { classify } from '../../shared/aws/client/faults.ts';
import { ConfigError, PolicyError } from '../../shared/runtime/request/errors.ts';
import { CliError } from './cli-error.ts';

const reach = 'check the network, the Region, and AWS_ENDPOINT_URL if it is set';

/**
 * One sentence for people, without a stack trace: the cause of the error and its remedy.
 *
 * @example
 * explainError(refused) // 'connect ECONNREFUSED 127.0.0.1:4566; check the network, the Region, …'
 */
export function explainError(error: unknown): string {
  if (error instanceof CliError) return `${error.message}; ${error.remedy}`;
  if (error instanceof PolicyError || error instanceof ConfigError) return error.message;
  if (isProfileUnusable(error)) return new ProfileUnusable(error).message;
  const fault = classify(error);
  if (fault !== undefined) {
    return isUnreachable(error) ? new Unreachable(error).message : `${fault.name}: ${fault.message}`;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${text}; unexpected error, set DEBUG=dormouse for the stack trace`;
}

/** Whether AWS did not answer at all: errors in its answers have `$fault`. */
export function isUnreachable(error: unknown): error is Error {
  if (!(error instanceof Error) || '$fault' in error) return false;
  return classify(error)?.kind === 'retry' && ('code' in error || error.name === 'TimeoutError');
}

/** An account and Region from which no answer came. */
export class Unreachable extends Error {
  constructor(cause: Error) {
    super(`${cause.message || classify(cause)?.name}; ${reach}`, { cause });
    this.name = 'Unreachable';
  }
}

/** Whether a profile is named that gives no credentials. */
export function isProfileUnusable(error: unknown): error is Error {
  return (
    error instanceof Error && error.name === 'CredentialsProviderError' && Boolean(process.env.AWS_PROFILE)
  );
}

/** The profile that AWS_PROFILE names does not exist, or its login has expired. */
export class ProfileUnusable extends Error {
  constructor(cause: Error) {
    const profile = process.env.AWS_PROFILE;
    super(
      `AWS_PROFILE is "${profile}", which gives no credentials: ${cause.message}; list the profiles with aws configure list-profiles, or log in again with aws sso login --profile ${profile}`,
      { cause },
    );
    this.name = 'ProfileUnusable';
  }
}

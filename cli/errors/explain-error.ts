import { PricesError } from '../../prices/prices.ts';
import { classify } from '../../shared/aws/client/faults.ts';
import { ConfigError, PolicyError } from '../../shared/runtime/request/errors.ts';
import { CliError } from './cli-error.ts';

/**
 * One sentence for people, without a stack trace: the cause of the error and its remedy.
 *
 * @example
 * explainError(refused) // 'connect ECONNREFUSED 127.0.0.1:4566; check the network, the Region, …'
 */
export function explainError(error: unknown): string {
  const { problem, remedy } = explained(error);
  return remedy === undefined ? problem : `${problem}; ${remedy}`;
}

/** The cause of an error, and its remedy if the error knows one besides. */
export function explained(error: unknown): { readonly problem: string; readonly remedy?: string } {
  const known = forPeople(error);
  if (known instanceof CliError || known instanceof Unreachable || known instanceof NoCredentials) {
    return { problem: known instanceof CliError ? known.message : known.problem, remedy: known.remedy };
  }
  if (isExplained(known)) return { problem: known.message };
  const fault = classify(known);
  if (fault !== undefined) return { problem: `${fault.name}: ${fault.message}` };
  const problem = known instanceof Error ? `${known.name}: ${known.message}` : String(known);
  return { problem, remedy: 'unexpected error, set DEBUG=dormouse for the stack trace' };
}

/** Errors with a remedy in their message. */
function isExplained(error: unknown): error is Error {
  return [PolicyError, ConfigError, PricesError].some((type) => error instanceof type);
}

/** The same error with the remedy for a person at a terminal, where it differs from that for a function; else as it is. */
export function forPeople(error: unknown): unknown {
  if (error instanceof Error && error.name === 'CredentialsProviderError') return new NoCredentials(error);
  return isUnreachable(error) ? new Unreachable(error) : error;
}

/** Whether AWS did not answer at all: errors in its answers have `$fault`. */
export function isUnreachable(error: unknown): error is Error {
  if (!(error instanceof Error) || '$fault' in error) return false;
  return classify(error)?.kind === 'retry' && ('code' in error || error.name === 'TimeoutError');
}

/** An account and Region from which no answer came. */
export class Unreachable extends Error {
  readonly problem: string;
  readonly remedy: string;

  constructor(cause: Error) {
    const isUnknownHost = 'code' in cause && cause.code === 'ENOTFOUND';
    const problem = `${cause.message || classify(cause)?.name}`;
    const remedy = isUnknownHost
      ? 'check that the Region in this name exists, and the network'
      : 'check the network, the Region, and AWS_ENDPOINT_URL if it is set';
    super(`${problem}; ${remedy}`, { cause });
    this.name = 'Unreachable';
    this.problem = problem;
    this.remedy = remedy;
  }
}

/** Nothing gives credentials: the profile that is named does not exist, its login has expired, or there are none at all. */
class NoCredentials extends Error {
  readonly problem: string;
  readonly remedy: string;

  constructor(cause: Error) {
    const profile = process.env.AWS_PROFILE;
    const problem = profile
      ? `the profile "${profile}" gives no credentials: ${cause.message}`
      : `no AWS credentials were found: ${cause.message}`;
    const remedy = profile
      ? `list the profiles with aws configure list-profiles, or log in again with aws sso login --profile ${profile}`
      : 'name a profile with --profile or AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
    super(`${problem}; ${remedy}`, { cause });
    this.name = 'NoCredentials';
    this.problem = problem;
    this.remedy = remedy;
  }
}

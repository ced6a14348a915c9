import { classify } from '../shared/aws/faults.ts';
import { ConfigError, PolicyError } from '../shared/runtime/errors.ts';
import { CliError } from './cli-error.ts';

const reach = 'check the network, the Region, and AWS_ENDPOINT_URL if it is set';

/**
 * One sentence for people: what went wrong and what to do about it, without a stack trace.
 *
 * @example
 * explainError(refused) // 'connect ECONNREFUSED 127.0.0.1:4566; check the network, the Region, …'
 */
export function explainError(error: unknown): string {
  if (error instanceof CliError) return `${error.message}; ${error.remedy}`;
  if (error instanceof PolicyError || error instanceof ConfigError) return error.message;
  const fault = classify(error);
  if (fault !== undefined) {
    return isUnreachable(error) ? `${fault.message}; ${reach}` : `${fault.name}: ${fault.message}`;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${text}; this was not foreseen, DEBUG=dormouse shows where it happened`;
}

/** AWS did not answer at all: what it answers bears `$fault`. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error) || '$fault' in error) return false;
  return classify(error)?.verdict === 'retry' && ('code' in error || error.name === 'TimeoutError');
}

/** An account and Region from which no answer came. */
export class Unreachable extends Error {
  constructor(message: string, options: ErrorOptions) {
    super(message, options);
    this.name = 'Unreachable';
  }
}

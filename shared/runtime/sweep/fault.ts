import { classify } from '../../aws/client/faults.ts';
import type { Fault } from './outcome.ts';

/** The name and message of whatever was thrown, with the remedy where one is known. */
export function toFault(error: unknown): Fault {
  const { name, message } = classify(error) ?? (error instanceof Error ? error : new Error(String(error)));
  return { name, message };
}

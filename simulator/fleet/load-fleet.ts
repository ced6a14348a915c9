import { formatProblems } from '../../shared/document/problem.ts';
import type { Fleet } from './fleet.ts';
import { readFleet } from './read-fleet.ts';

/** A fleet file that can't be used; the message has a line for each problem, with its place in the file. */
export class FleetError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FleetError';
  }
}

/**
 * The fleet that a text describes; `file` is its name in messages.
 *
 * @throws FleetError
 */
export function loadFleet(text: string, file = 'fleet'): Fleet {
  const result = readFleet(text);
  if (!result.ok) throw new FleetError(formatProblems(result.problems, file));
  return result.value;
}

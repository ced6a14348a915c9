import type { Fleet } from '../../simulator/fleet/fleet.ts';
import { FleetError, loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { CliError } from '../errors/cli-error.ts';
import type { Io } from '../terminal/io.ts';
import { readPolicyText } from './policy-file.ts';

/**
 * Reads a fleet file, `-` from standard input.
 *
 * @throws CliError with every problem, its line and column, or when the file cannot be read.
 */
export async function readFleetFile(path: string, io: Io): Promise<Fleet> {
  const remedy = 'name a fleet file with --fleet; docs/fleet-file.md';
  const { name, text } = await readPolicyText(path, io, remedy);
  try {
    return loadFleet(text, name);
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    throw new CliError(error.message, 'docs/fleet-file.md has the form of a fleet file', { cause: error });
  }
}

import { explainError } from '../../cli/errors/explain-error.ts';
import { paintFor } from '../../cli/terminal/paint.ts';
import { endureReaderGone } from '../../cli/terminal/reader-gone.ts';
import { FleetError } from '../../simulator/fleet/load-fleet.ts';

/** Runs a demo as this process: its exit code is the code that the demo resolves with, or 1 with the error explained. */
export async function runAsProcess(demo: () => Promise<0 | 1>): Promise<void> {
  endureReaderGone(process.stdout);
  try {
    process.exitCode = await demo();
  } catch (error) {
    const text = error instanceof FleetError ? error.message : explainError(error);
    process.stderr.write(`${paintFor(process.stderr)('fault', 'demo:')} ${text}\n`);
    process.exitCode = 1;
  }
}

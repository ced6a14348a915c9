import { explainError } from '../cli/errors/explain-error.ts';
import { paintFor } from '../cli/terminal/paint.ts';
import { endureReaderGone } from '../cli/terminal/reader-gone.ts';
import { FleetError } from '../simulator/fleet/load-fleet.ts';
import { readOptions } from './options.ts';
import { runDemo } from './run.ts';

endureReaderGone(process.stdout);
try {
  process.exitCode = await runDemo(readOptions(process.argv.slice(2)));
} catch (error) {
  const text = error instanceof FleetError ? error.message : explainError(error);
  process.stderr.write(`${paintFor(process.stderr)('fault', 'demo:')} ${text}\n`);
  process.exitCode = 1;
}

import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { recordOf } from './eventbridge/record.ts';
import { FleetError, loadFleet } from './fleet/load-fleet.ts';
import { readOptions, UsageError, usage } from './options.ts';
import { createSimulator } from './simulator.ts';

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`simulator: ${explain(error)}\n`);
  process.exitCode = 1;
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stdout.write(usage);
    return;
  }
  const fleet = loadFleet(await readFleetFile(options.fleet), options.fleet);
  const record = options.record === undefined ? {} : recordOf(options.record);
  const simulator = createSimulator({ ...options, ...record, fleet });
  const { url, close } = await simulator.listen(options.port);
  process.stdout.write(`${url} serves ${options.fleet}; it is ${new Date(simulator.clock.now()).toISOString()}

  unset AWS_PROFILE
  export AWS_ENDPOINT_URL=${url} AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_REGION=eu-central-1
  curl ${url}/_simulator/state

Ctrl+C stops it.
`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
}

async function readFleetFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const folder = isAbsolute(path) ? '' : ` in ${process.cwd()}`;
    const what = code === 'ENOENT' ? `there is no such file${folder}` : `it cannot be read (${code})`;
    throw new FleetError(`${path}: ${what}; check the path after --fleet`);
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof FleetError) return `the fleet file can't be used\n${error.message}`;
  const code = 'code' in error ? String(error.code) : '';
  if (error instanceof UsageError || code.startsWith('ERR_PARSE_ARGS')) return `${error.message}\n\n${usage}`;
  if (code === 'EADDRINUSE') return 'the port is in use: choose another with --port, or 0 for any free one';
  if (code === 'EACCES') return `${error.message}: choose a port above 1023`;
  return error.stack ?? error.message;
}

import { parseArgs } from 'node:util';
import { defined } from '../shared/defined.ts';

export const usage = `Usage: npm run simulator -- --fleet FILE [options]

Serves a fleet of database clusters as AWS would, on 127.0.0.1.

  --fleet FILE          the clusters, see docs/fleet-file.md
  --port N              default 4566; 0 picks a free one
  --now TIME            virtual time at the start, such as 2026-11-20T18:00:00Z; default now
  --clock real|manual   whether virtual time passes by itself (default) or only when told to
  --seed N              the same seed gives the same run; default 1
  --record BUS          the ARN of a bus, whose events a log group keeps: /aws/events/<bus>/1
  --help                this text
`;

/** The options on the command line. */
export interface Options {
  /** Path of the fleet file. */
  readonly fleet: string;
  readonly port: number;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly clock: 'real' | 'manual';
  readonly seed: number;
  /** The ARN of a bus, whose events a log group keeps. */
  readonly record?: string;
}

/** A mistake on the command line; the message says how to correct it. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/**
 * Reads the command line; undefined when it asks for help.
 *
 * @throws UsageError, or node's own error for options that there are not
 */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      fleet: { type: 'string' },
      port: { type: 'string', default: '4566' },
      now: { type: 'string', default: new Date().toISOString() },
      clock: { type: 'string', default: 'real' },
      seed: { type: 'string', default: '1' },
      record: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return undefined;
  const options = {
    port: wholeNumber('--port', values.port, 65_535),
    now: instant(values.now),
    clock: clockOf(values.clock),
    seed: wholeNumber('--seed', values.seed, 2 ** 32 - 1),
  };
  if (values.fleet === undefined) throw new UsageError('--fleet FILE is missing: it names the clusters');
  return { fleet: values.fleet, ...options, ...defined({ record: values.record }) };
}

function wholeNumber(option: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new UsageError(`${option} is "${text}": expected a whole number from 0 to ${max}`);
}

function instant(text: string): number {
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw new UsageError(`--now is "${text}": expected a time such as 2026-11-20T18:00:00Z`);
}

function clockOf(text: string): 'real' | 'manual' {
  if (text === 'real' || text === 'manual') return text;
  throw new UsageError(`--clock is "${text}": expected real or manual`);
}

import type { Scope } from '../../shared/policy/file/merge-pauses.ts';
import type { Pause } from '../../shared/policy/model/pause.ts';
import { isoSeconds } from '../../shared/policy/model/tags.ts';
import { describeEnd } from '../../shared/policy/rules/hold-back.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhenIn } from '../../shared/policy/time/when.ts';
import type { OutputOptions } from '../input/options.ts';
import { hang } from '../terminal/columns.ts';
import { type Io, lookFor } from '../terminal/io.ts';

/** The result of a command, and what is paused now. */
export interface Report {
  readonly command: 'pause' | 'resume';
  readonly stage: string;
  /** `already`: nothing was paused. */
  readonly status: 'paused' | 'resumed' | 'already' | 'shown';
  readonly ended: readonly Pause[];
  readonly pauses: readonly Pause[];
}

/** @example 'the function prune-snapshots in the account 444455556666' */
export function scopeText({ function: name, account, rule }: Scope): string {
  const parts = [
    ...(name === undefined ? [] : [`the function ${name}`]),
    ...(rule === undefined ? [] : [`the rule ${rule}`]),
  ];
  const what = parts.length === 0 ? 'everything' : parts.join(', ');
  return account === undefined ? what : `${what} in the account ${account}`;
}

/** Writes what is paused now, for people or with --json for programs. */
export function writeReport(report: Report, options: OutputOptions, { stdout }: Io, now: EpochMs): void {
  const { command, stage, status, ended, pauses } = report;
  if (options.json) {
    const written = {
      version: 1,
      command,
      stage,
      status,
      ended: ended.map(toJson),
      pauses: pauses.map(toJson),
    };
    stdout.write(`${JSON.stringify(written, undefined, 2)}\n`);
    return;
  }
  const { paint, width = Number.POSITIVE_INFINITY } = lookFor(stdout, options.color);
  const lines = [
    ...ended.flatMap((one) => hang('', `Resumed: ${scopeText(one)}, which was paused by ${one.by}.`, width)),
    ...(pauses.length === 0
      ? [`Stage ${stage}: nothing is paused.`]
      : [
          paint('heading', `Stage ${stage}: paused`),
          ...pauses.flatMap((one) => hang('  ', pauseText(one, now), width)),
        ]),
  ];
  stdout.write(`${lines.join('\n')}\n`);
}

function pauseText(pause: Pause, now: EpochMs): string {
  const local = { timezone: 'UTC', now };
  return `${scopeText(pause)} ${describeEnd(pause, local)}, by ${pause.by} since ${formatWhenIn(pause.since, local)}: ${pause.because}`;
}

function toJson({ until, since, ...rest }: Pause) {
  return { ...rest, since: isoSeconds(since), ...(until !== undefined && { until: isoSeconds(until) }) };
}

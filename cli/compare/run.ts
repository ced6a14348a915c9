import { simulateFleet } from '../../backtest/threads/simulate-fleet.ts';
import { setV8Flags } from '../../backtest/v8-flags.ts';
import { compare } from '../../comparison/compare.ts';
import type { Comparison, Side } from '../../comparison/comparison.ts';
import { writeComparison } from '../../page/write-page.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { CliError } from '../errors/cli-error.ts';
import { readFleetFile } from '../input/fleet-file.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { writeReport } from '../output/report-files.ts';
import { type MoneyOptions, readMoney } from '../simulate/money.ts';
import { type SpanOptions, spanOf } from '../simulate/span.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { doneText, type Progress, withProgress } from '../terminal/progress.ts';
import { comparisonMarkdown } from './markdown.ts';
import { comparisonText } from './text.ts';

export interface CompareOptions extends OutputOptions, SpanOptions, MoneyOptions {
  readonly fleet: string;
  readonly format: 'text' | 'markdown' | 'json';
  readonly out?: string;
}

const exitCodes: Readonly<Record<Comparison['verdict'], ExitCode>> = {
  same: 0,
  different: 2,
  'more-dangerous': 3,
};

/** Simulates both policies on the fleet and writes what differs. */
export async function runCompare(
  oldFile: string,
  newFile: string,
  options: CompareOptions,
  io: Io,
): Promise<ExitCode> {
  if ([oldFile, newFile, options.fleet].filter((file) => file === '-').length > 1)
    throw new CliError('two files are to come from standard input', 'name a file for one of them');
  const fleet = await readFleetFile(options.fleet, io);
  const span = spanOf(options, fleet);
  const money = await readMoney(options, io);
  setV8Flags(fleet.clusters.length);
  const simulated = async (file: string, policy: Policy, { waitFor }: Progress): Promise<Side> => {
    const { timeline, acts } = await simulateFleet({
      policy: { ...policy, mode: 'enforce', enabled: true },
      fleet,
      ...span,
      ...money,
      names: { policy: file, fleet: options.fleet },
      keepsActs: true,
      onProgress: (share) => waitFor(`${file} ${doneText(share)}`),
    });
    return { mode: policy.enabled === false ? 'observe' : policy.mode, timeline, acts };
  };
  const policies = { old: await readPolicy(oldFile, io), new: await readPolicy(newFile, io) };
  const sides = await withProgress(io.stderr, 'simulating', async (progress) => ({
    old: await simulated(oldFile, policies.old, progress),
    new: await simulated(newFile, policies.new, progress),
  }));
  const comparison = compare(sides.old, sides.new);
  const files =
    options.out === undefined
      ? []
      : await writeReport(options.out, 'comparison', comparison, (html) =>
          writeComparison(sides.old.timeline, sides.new.timeline, html),
        );
  io.stdout.write(formatted(comparison, files, options, io));
  const failed = sides.old.timeline.hasFailed || sides.new.timeline.hasFailed;
  return failed ? 1 : exitCodes[comparison.verdict];
}

function formatted(
  comparison: Comparison,
  files: readonly string[],
  { json, format, color }: CompareOptions,
  { stdout }: Io,
): string {
  if (json || format === 'json') return `${JSON.stringify(comparison, undefined, 2)}\n`;
  if (format === 'markdown') return comparisonMarkdown(comparison);
  return comparisonText(comparison, files, lookFor(stdout, color));
}

import { defined } from '../../shared/defined.ts';
import { nearest } from '../../shared/document/nearest.ts';
import { readGlob } from '../../shared/policy/rules/glob.ts';
import { CliError } from '../errors/cli-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { sinceFrom } from '../input/since.ts';
import { writeWhole } from '../output/whole-file.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { evidenceJson } from './json.ts';
import { type EvidenceReport, evidenceReport } from './report.ts';
import { evidenceSource, readAll, type SourceOptions } from './sources.ts';
import { evidenceText } from './text.ts';

export interface EvidenceOptions extends OutputOptions, SourceOptions {
  readonly since?: string;
  readonly verify?: true;
  readonly html?: string;
}

/** Writes what restore drills have proven, and what is wrong with the evidence of it. Only reads. */
export async function runEvidence(
  clusters: readonly string[],
  options: EvidenceOptions,
  io: Io,
): Promise<ExitCode> {
  const sinceOf = options.since === undefined ? undefined : sinceFrom(options.since);
  const globs = clusters.map((glob) => checkedGlob(glob.toLowerCase()));
  const source = await evidenceSource(options);
  const objects = await withProgress(io.stderr, `reading ${source.name}`, (progress) =>
    readAll(source, progress),
  );
  const now = Date.now();
  const asked = { source: source.name, clusters: globs, ...defined({ since: sinceOf?.(now) }) };
  const report = evidenceReport(objects, asked, now);
  if (globs.length > 0 && report.proofs.length + report.open.length === 0) {
    throw noneFound(globs, evidenceReport(objects, { source: source.name, clusters: [] }, now));
  }
  const written = options.html === undefined ? '' : await writePage(report, options.html);
  io.stdout.write(
    options.json
      ? evidenceJson(report)
      : `${evidenceText(report, lookFor(io.stdout, options.color), options.verify !== true)}${written}`,
  );
  return report.problems.length > 0 ? 2 : 0;
}

async function writePage(report: EvidenceReport, file: string): Promise<string> {
  const { evidenceHtml } = await import('./html.ts');
  await writeWhole(file, evidenceHtml(report)).catch((cause: unknown) => {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(`${file}: cannot be written: ${message}`, 'name another file with --html', { cause });
  });
  return `Written: ${file}\n`;
}

function noneFound(globs: readonly string[], { proofs }: EvidenceReport): CliError {
  const [first = ''] = globs;
  const near = nearest(
    first,
    proofs.map(({ source }) => source.cluster),
  );
  const remedy = near === undefined ? 'list all drills with dormouse evidence' : `did you mean ${near}?`;
  return new CliError(`no drill of ${globs.join(' ')} is on record`, remedy);
}

function checkedGlob(text: string): string {
  const glob = readGlob(text.replace(/^!/, ''));
  if (glob.ok) return text;
  throw new CliError(
    `"${text}" ${glob.message}`,
    'name a cluster by its identifier, or a glob such as "prod-*"',
  );
}

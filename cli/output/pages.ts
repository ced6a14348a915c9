import type { Timeline } from '../../timeline/timeline.ts';
import { CliError } from '../errors/cli-error.ts';
import { writeReport } from './report-files.ts';

/** Where a timeline is written, beside what a command prints. */
export interface PageOptions {
  /** A folder for `<name>.json` and `<name>.html`. */
  readonly out?: string;
  /** A file for the page alone. */
  readonly html?: string;
}

/**
 * Writes a timeline where the options say; each file appears whole or not at all. Returns the paths.
 *
 * @throws CliError when a file cannot be written.
 */
export async function writePages(
  timeline: Timeline,
  name: string,
  { out, html }: PageOptions,
): Promise<string[]> {
  if (out === undefined && html === undefined) return [];
  // The bundler is loaded only where a page is asked for.
  const { writePage } = await import('../../page/write-page.ts');
  const alone = html === undefined ? [] : [html];
  for (const file of alone)
    await writePage(timeline, file).catch((cause: unknown) => {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new CliError(`${file}: cannot be written: ${message}`, 'name another file with --html', {
        cause,
      });
    });
  const both =
    out === undefined ? [] : await writeReport(out, name, timeline, (file) => writePage(timeline, file));
  return [...alone, ...both];
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError } from '../errors/cli-error.ts';
import { writeWhole } from './whole-file.ts';

/**
 * Writes `<name>.json` and `<name>.html` into a folder; each appears whole or not at all. Returns their paths.
 *
 * @throws CliError when the folder or a file cannot be written.
 */
export async function writeReport(
  folder: string,
  name: string,
  data: unknown,
  writeHtml: (file: string) => Promise<void>,
): Promise<string[]> {
  const [json, html] = [join(folder, `${name}.json`), join(folder, `${name}.html`)];
  try {
    await mkdir(folder, { recursive: true });
    await writeWhole(json, JSON.stringify(data));
    await writeHtml(html);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CliError(`${folder}: cannot be written: ${message}`, 'name another folder with --out', {
      cause,
    });
  }
  return [json, html];
}

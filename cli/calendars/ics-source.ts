import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { CliError } from '../errors/cli-error.ts';

/** Calendars of ten years of holidays have some hundred kilobytes. */
const MAX_BYTES = 5_000_000;
const TIMEOUT_MS = 30_000;

/**
 * The text of an iCalendar file that a policy names: a path beside the policy, or an https URL.
 *
 * @throws CliError when it cannot be read within 30 s, or has more than 5 MB.
 */
export async function readIcs(ics: string, policyPath: string): Promise<string> {
  try {
    const bytes = ics.startsWith('https://')
      ? await download(ics)
      : await readFile(resolve(dirname(policyPath), ics));
    if (bytes.length > MAX_BYTES) throw new Error('it has more than 5 MB');
    return new TextDecoder().decode(bytes);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const remedy = ics.startsWith('https://')
      ? 'check the URL, or save the file beside the policy and name that'
      : 'check the path, which begins at the folder of the policy';
    throw new CliError(`${ics}: can't be read: ${why}`, remedy, { cause });
  }
}

async function download(url: string): Promise<Uint8Array> {
  const answer = await fetch(url, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: { accept: 'text/calendar' },
  });
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  if (!answer.url.startsWith('https://'))
    throw new Error(`it redirects to ${answer.url}, which is not https`);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    parts.push(part);
    length += part.length;
    if (length > MAX_BYTES) break;
  }
  return Buffer.concat(parts);
}

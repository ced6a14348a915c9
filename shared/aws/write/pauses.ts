import type { SSMClient } from '@aws-sdk/client-ssm';
import { mergePauses } from '../../policy/file/merge-pauses.ts';
import { readPauses, writePauses } from '../../policy/file/pauses.ts';
import { pausesName } from '../../policy/file/pauses-name.ts';
import type { Pause } from '../../policy/model/pause.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { required } from '../client/unexpected-answer.ts';
import { type Parameter, readParameter } from '../read/parameter.ts';

/** After this many changes that others make at the same time, this one gives up. */
const ATTEMPTS = 50;

/** The size of a standard parameter.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MAX_BYTES = 4_096;

/** The list of pauses can't be read or written as it is. */
export class PausesUnusable extends Error {
  override readonly name = 'PausesUnusable';
}

/**
 * Changes the pauses of a deployment, and gives the list that there is then, with ends of pauses. SSM has no conditional
 * writes, so the version that comes back says how many others have written since the list was read. All that they wrote is
 * read and merged, and written again unless the newest version has it all. Whoever finishes last has merged every version,
 * so that of any number of people nobody's pause is lost.
 *
 * @throws PausesUnusable with the cause; the errors of AWS
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export async function changePauses(
  client: SSMClient,
  deployment: string,
  now: EpochMs,
  change: (pauses: readonly Pause[]) => readonly Pause[],
): Promise<readonly Pause[]> {
  const { PutParameterCommand } = await import('../client/sdk/ssm.ts');
  const Name = pausesName(deployment);
  const found = await readParameter(client, Name);
  let merged = mergePauses([asWritten(change(found === undefined ? [] : pausesIn(found.text)))], now);
  let seen = found?.version ?? 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const Value = textOf(merged);
    const put = await client.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
    const version = required(put.Version, 'Version', Name);
    // Somebody has deleted it, and its versions begin again.
    if (version <= seen) seen = 0;
    if (version === seen + 1) return merged;
    const newest = newer(await readParameter(client, Name), { text: Value, version });
    const others = [newest];
    for (let one = seen + 1; one < newest.version; one += 1) {
      const other = one === version ? undefined : await readParameter(client, `${Name}:${one}`);
      if (other !== undefined) others.push(other);
    }
    merged = mergePauses([merged, ...others.map(({ text }) => pausesIn(text))], now);
    if (textOf(merged) === newest.text) return merged;
    seen = newest.version;
  }
  throw new PausesUnusable(`${Name} is changed by others again and again`);
}

/** The newer version: an answer may be older than a write before it. */
function newer(read: Parameter | undefined, written: Parameter): Parameter {
  return read === undefined || read.version < written.version ? written : read;
}

/** The pauses in whole seconds, as everybody else reads them. */
function asWritten(pauses: readonly Pause[]): readonly Pause[] {
  return pausesIn(writePauses(pauses));
}

function textOf(pauses: readonly Pause[]): string {
  const text = writePauses(pauses);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_BYTES) return text;
  throw new PausesUnusable(`the pauses would take ${bytes} of ${MAX_BYTES} bytes`);
}

function pausesIn(text: string): readonly Pause[] {
  const read = readPauses(text);
  if (read.state === 'unknown') throw new PausesUnusable(read.why);
  return read.pauses;
}

import type { SSMClient } from '@aws-sdk/client-ssm';
import { mergePauses } from '../../policy/file/merge-pauses.ts';
import { readPauses, writePauses } from '../../policy/file/pauses.ts';
import { pausesName } from '../../policy/file/pauses-name.ts';
import { isActive, type Pause } from '../../policy/model/pause.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { ifThere } from '../client/if-there.ts';
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

/** The list of pauses would be too long for the parameter. */
export class PausesTooLong extends Error {
  override readonly name = 'PausesTooLong';
}

/**
 * Changes the pauses of a deployment, and gives the list that there is then, with ends of pauses. SSM has no conditional
 * writes, so the version that comes back says how many others have written since the list was read. All that they wrote is
 * read and merged, and written again unless the newest version has it all. Whoever finishes last has merged every version,
 * so that of any number of people nobody's pause is lost.
 *
 * @throws PausesUnusable with the cause; PausesTooLong, with nothing changed; the errors of AWS
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
  const before = found === undefined ? [] : pausesIn(found.text);
  /** The pauses without this change. */
  let rest: readonly Pause[] = before;
  let merged: readonly Pause[] = mergePauses([asWritten(change(before))], now);
  let seen = found?.version ?? 0;
  let isTooLong = false;
  const settled = (pauses: readonly Pause[]): readonly Pause[] => {
    if (isTooLong) throw new PausesTooLong(`others have paused meanwhile, and ${MAX_BYTES} bytes are used`);
    return pauses;
  };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const text = textOf(merged, now);
    const put = new PutParameterCommand({ Name, Value: text, Type: 'String', Overwrite: true });
    const version = required((await client.send(put)).Version, 'Version', Name);
    // Somebody has deleted it, and its versions begin again.
    if (version <= seen) seen = 0;
    if (version === seen + 1) return settled(merged);
    const newest = newer(await readParameter(client, Name), { text, version });
    const others = newest.version === version ? [] : [newest];
    for (let one = seen + 1; one < newest.version; one += 1) {
      if (one !== version) others.push(await readVersion(client, Name, one));
    }
    rest = mergePauses([rest, ...others.map((other) => pausesIn(other.text))], now);
    merged = mergePauses([merged, rest], now);
    // Others have filled the room meanwhile: this change is taken back, so that theirs stay.
    isTooLong ||= fittingText(merged, now) === undefined;
    if (isTooLong) merged = rest;
    if (textOf(merged, now) === newest.text) return settled(merged);
    seen = newest.version;
  }
  throw changedAgain(Name);
}

/** SSM keeps the last 100 versions. */
async function readVersion(client: SSMClient, name: string, version: number): Promise<Parameter> {
  const found = await ifThere(/^ParameterVersionNotFound$/, () =>
    readParameter(client, `${name}:${version}`),
  );
  if (found === undefined) throw changedAgain(name);
  return found;
}

function changedAgain(name: string): PausesUnusable {
  return new PausesUnusable(`${name} is changed by others again and again`);
}

/** The newer version: an answer may be older than a write before it. */
function newer(read: Parameter | undefined, written: Parameter): Parameter {
  return read === undefined || read.version < written.version ? written : read;
}

/** The pauses in whole seconds, as everybody else reads them. */
function asWritten(pauses: readonly Pause[]): readonly Pause[] {
  return pausesIn(writePauses(pauses));
}

/** The list as it is written: where it would be too long, with less about what is over. */
function textOf(pauses: readonly Pause[], now: EpochMs): string {
  const text = fittingText(pauses, now);
  if (text !== undefined) return text;
  const least = Math.min(...textsOf(pauses, now).map((one) => Buffer.byteLength(one)));
  throw new PausesTooLong(`the pauses would take ${least} of ${MAX_BYTES} bytes`);
}

function textsOf(pauses: readonly Pause[], now: EpochMs): string[] {
  const short = pauses.map((one) => (isActive(one, now) ? one : { ...one, by: '', because: '' }));
  return [pauses, short, pauses.filter((one) => isActive(one, now))].map(writePauses);
}

function fittingText(pauses: readonly Pause[], now: EpochMs): string | undefined {
  return textsOf(pauses, now).find((one) => Buffer.byteLength(one) <= MAX_BYTES);
}

function pausesIn(text: string): readonly Pause[] {
  const read = readPauses(text);
  if (read.state === 'unknown') throw new PausesUnusable(read.why);
  return read.pauses;
}

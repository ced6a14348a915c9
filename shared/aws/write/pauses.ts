import type { SSMClient } from '@aws-sdk/client-ssm';
import { readPauses, writePauses } from '../../policy/file/pauses.ts';
import { pausesName } from '../../policy/file/pauses-name.ts';
import type { Pause } from '../../policy/model/pause.ts';
import { required } from '../client/unexpected-answer.ts';
import { readParameter } from '../read/parameter.ts';

/** After this many changes that somebody else makes at the same time, this one gives up. */
const ATTEMPTS = 5;

/** The size of a standard parameter.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const MAX_BYTES = 4_096;

/** The list of pauses can't be read or written as it is. */
export class PausesUnusable extends Error {
  override readonly name = 'PausesUnusable';
}

/**
 * Changes the pauses of a deployment, and gives those that there are then. SSM has no conditional writes, so the version
 * that comes back says whether somebody else has written meanwhile: their list is then changed, too, and written again.
 * Nobody's pause is lost.
 *
 * @throws PausesUnusable with the cause; the errors of AWS
 */
export async function changePauses(
  client: SSMClient,
  deployment: string,
  change: (pauses: readonly Pause[]) => readonly Pause[],
): Promise<readonly Pause[]> {
  const { PutParameterCommand } = await import('../client/sdk/ssm.ts');
  const Name = pausesName(deployment);
  let found = await readParameter(client, Name);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const pauses = change(found === undefined ? [] : pausesIn(found.text));
    const Value = writePauses(pauses);
    if (Buffer.byteLength(Value) > MAX_BYTES) {
      throw new PausesUnusable(`the pauses would take ${Buffer.byteLength(Value)} of ${MAX_BYTES} bytes`);
    }
    const put = await client.send(new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }));
    const version = required(put.Version, 'Version', Name);
    if (version === (found?.version ?? 0) + 1) return pauses;
    found = await readParameter(client, `${Name}:${version - 1}`);
    // This put is the newest version, so the next one has to be its successor.
    if (found !== undefined) found = { ...found, version };
  }
  throw new PausesUnusable(`${Name} is changed by others again and again`);
}

function pausesIn(text: string): readonly Pause[] {
  const read = readPauses(text);
  if (read.state === 'unknown') throw new PausesUnusable(read.why);
  return read.pauses;
}

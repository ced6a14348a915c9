import { pausesName } from '../../policy/file/pauses-name.ts';
import type { Pauses } from '../../policy/model/pause.ts';
import type { Home } from '../client/clients.ts';
import { classify } from '../client/faults.ts';
import { readParameter } from './parameter.ts';

/** A run waits no longer for it: what is then unknown is known to the next one. */
const GIVE_UP_MS = 8_000;

/**
 * Reads what is paused in a deployment, with one GetParameter in its home account and Region. Never throws because of AWS:
 * what can't be read is unknown, and a parameter that is not there pauses nothing.
 */
export async function readPausesOf(home: Pick<Home, 'ssm'>, deployment: string): Promise<Pauses> {
  try {
    const abortSignal = AbortSignal.timeout(GIVE_UP_MS);
    const found = await readParameter(await home.ssm(), pausesName(deployment), {
      abortSignal,
      isPlain: true,
    });
    if (found === undefined) return { state: 'known', pauses: [] };
    // Loaded only now: nearly always nothing is paused.
    const { readPauses } = await import('../../policy/file/pauses.ts');
    return readPauses(found.text);
  } catch (error) {
    const classified = classify(error);
    if (classified === undefined) throw error;
    return { state: 'unknown', why: `${classified.name}: ${classified.message}` };
  }
}

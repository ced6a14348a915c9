import * as z from 'zod';
import type { Issue, Reading } from '../../document/problem.ts';
import { reading } from '../../policy/file/schema/refine.ts';
import { isoSeconds } from '../../policy/model/tags.ts';
import { readInstant } from '../../policy/rules/hold.ts';
import { MAX_OVERRIDE_MS } from '../../policy/streams/override.ts';
import type { RequestedOverride } from '../../policy/streams/stream.ts';
import { DAY_MS, type EpochMs } from '../../policy/time/units.ts';

/** The keys of a payload that override the policy for the clusters that it names. */
export const overrideShape = {
  desired: z.enum(['off', 'async', 'sync', 'declared']).optional(),
  until: z
    .string()
    .transform(reading(readUntil))
    .meta({ title: 'an instant with Z or an offset', pattern: '-', examples: ['2026-12-01T00:00:00Z'] })
    .optional(),
};

/** By the clock of the process: nothing of AWS has been asked yet. */
function readUntil(text: string): Reading<EpochMs> {
  const [value, now] = [readInstant(text), Date.now()];
  const wrong = (message: string) =>
    ({ ok: false, message, remedy: `write for example ${tomorrow()}` }) as const;
  if (value === undefined) return wrong('is not an instant with Z or an offset');
  if (value <= now) return wrong('is over');
  return value <= now + MAX_OVERRIDE_MS ? { ok: true, value } : wrong('is more than a year ahead');
}

function tomorrow(): string {
  return isoSeconds(Date.now() + DAY_MS);
}

/** Checks `desired` and `until` against each other and against `clusters`. */
export function checkOverride(event: unknown): Issue[] {
  const { clusters, desired, until } = Object(event);
  if (desired === undefined && until === undefined) return [];
  return [
    ...(clusters === undefined
      ? [missing('clusters', 'name those that are meant: clusters: [audited-1]')]
      : []),
    ...(desired === undefined ? [missing('desired', 'add off, async, sync or declared')] : []),
    ...(until === undefined && desired !== undefined && desired !== 'declared'
      ? [missing('until', `say when the policy holds again: until: ${tomorrow()}`)]
      : []),
    ...(until !== undefined && desired === 'declared'
      ? [{ path: ['until'], message: 'has no meaning with desired: declared', remedy: 'take until out' }]
      : []),
  ];
}

function missing(key: string, remedy: string): Issue {
  return { path: [key], message: 'is missing', remedy };
}

/** The override of a payload in which nothing is wrong; undefined when it asks for none. */
export function toOverride(
  desired: RequestedOverride['desired'] | undefined,
  until: EpochMs | undefined,
): RequestedOverride | undefined {
  if (desired === 'declared') return { desired };
  return desired === undefined || until === undefined ? undefined : { desired, until };
}

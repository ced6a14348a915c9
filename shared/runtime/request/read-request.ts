import { PayloadError } from './errors.ts';
import type { Asked, SweepRequest } from './event.ts';

/** Whether a run is asked for everything that there is, as the schedule does. */
export function isEverything(request: SweepRequest | undefined): boolean {
  return request !== undefined && Object.keys(request).length === 0;
}

/** An import of node:util would take a hundredth of a cold start. */
function isEmptyObject(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.keys(value).length === 0
  );
}

/**
 * Reads the request that a function was invoked with. The schedule's `{}` narrows nothing: only another payload is worth
 * the time to load a schema.
 *
 * @throws PayloadError with everything that is wrong.
 */
export async function readRequest(event: unknown, options: Asked): Promise<SweepRequest> {
  if (isEmptyObject(event)) return {};
  const { formatPayloadProblem, parseEvent } = await import('./event.ts');
  const parsed = parseEvent(event, options);
  if (!parsed.ok) throw new PayloadError(parsed.problems.map(formatPayloadProblem));
  return parsed.request;
}

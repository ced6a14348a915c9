import { isDeepStrictEqual } from 'node:util';
import type { Recipe } from '../sweep/recipe.ts';
import { PayloadError } from './errors.ts';
import type { SweepRequest } from './event.ts';

/**
 * What a function was invoked to do. The schedule's `{}` asks for nothing in particular: only another payload is worth
 * the time to load a schema.
 *
 * @throws PayloadError with everything that is wrong.
 */
export async function readRequest(
  event: unknown,
  recipe: Pick<Recipe, 'overridable'>,
): Promise<SweepRequest> {
  if (isDeepStrictEqual(event, {})) return {};
  const { formatPayloadProblem, parseEvent } = await import('./event.ts');
  const parsed = parseEvent(event, recipe);
  if (!parsed.ok) throw new PayloadError(parsed.problems.map(formatPayloadProblem));
  return parsed.request;
}

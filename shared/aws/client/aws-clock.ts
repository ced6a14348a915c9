import type { RDSClient } from '@aws-sdk/client-rds';
import type { EpochMs } from '../../policy/time/units.ts';

const answers = new WeakMap<object, EpochMs>();

/** Has the client remember when, by AWS's own clock (the HTTP `Date` header), each answer was given. */
export function useAwsClock(client: RDSClient): RDSClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const at = dateHeader(result.response);
      if (!Number.isNaN(at) && isObject(result.output)) {
        answers.set(result.output, at);
      }
      return result;
    },
    // High priority: outside of the deserializer, so that both the raw response and the output are at hand.
    { step: 'deserialize', priority: 'high', name: 'awsClock', override: true },
  );
  return client;
}

/** Notes when an answer was given that came to no client with `useAwsClock`. */
export function noteAnswer(output: object, at: EpochMs): void {
  answers.set(output, at);
}

/** When AWS gave this answer, to the second; this machine's clock when the answer bore no readable date. */
export function answeredAt(output: object): EpochMs {
  return answers.get(output) ?? Date.now();
}

function dateHeader(response: unknown): EpochMs {
  const headers = isObject(response) ? response.headers : undefined;
  return Date.parse(String(isObject(headers) ? headers.date : undefined));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** The notifications, and the messages left in queues, after a system has run. */
import { z } from 'zod';
import type { Simulator } from '../../simulator/assemble.ts';

/** How often each detail type was put on the bus for outcomes. */
export function toldBy({ bus }: Pick<Simulator, 'bus'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { detailType } of bus) counts[detailType] = (counts[detailType] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => a.localeCompare(b)));
}

/**
 * The requests to AWS and the confirmations: each action, ARN and time of the request. A confirmation may come
 * twice, when the event of a restart and the request itself are both followed; a capacity and a deletion need none.
 */
export function requestedAndConfirmed({ bus }: Pick<Simulator, 'bus'>) {
  const all = bus.flatMap(({ detailType, detail }) => {
    const [, action, end] = /^(.*) (Requested|Confirmed)$/.exec(detailType) ?? [];
    if (action === undefined || /Override|Capacity|Delete/.test(action)) return [];
    const { arn, at, requestedAt = at } = requestDetail.parse(detail);
    return [{ end, key: `${action} ${arn} ${requestedAt.slice(0, 'yyyy-mm-ddThh:mm:ss'.length)}` }];
  });
  const keysOf = (wanted: string) => all.flatMap(({ end, key }) => (end === wanted ? [key] : []));
  const confirmed = keysOf('Confirmed');
  const unique = [...new Set(confirmed)];
  return {
    requested: keysOf('Requested').sort(),
    confirmed: unique.sort(),
    twice: confirmed.length - unique.length,
  };
}

const requestDetail = z.looseObject({ arn: z.string(), at: z.string(), requestedAt: z.string().optional() });

/** The bodies of all dead letters, and of events that could not be delivered. */
export function deadLetters({ queues }: Pick<Simulator, 'queues'>): string[] {
  return bodiesIn(queues, isForDead);
}

/** The bodies of all messages that are not done; of the queue of one function, if that is named. */
export function waiting({ queues }: Pick<Simulator, 'queues'>, name = ''): string[] {
  return bodiesIn(queues, (queue) => !isForDead(queue) && queue.endsWith(name));
}

function isForDead(queue: string): boolean {
  return /-(dead-letters|undelivered-events)$/.test(queue);
}

function bodiesIn(queues: Simulator['queues'], isWanted: (name: string) => boolean): string[] {
  return queues
    .all()
    .filter(({ name }) => isWanted(name))
    .flatMap((queue) => queue.messages().map(({ body }) => body));
}

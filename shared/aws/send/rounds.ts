import { setTimeout } from 'node:timers/promises';

/** An item of a batch that the service did not accept, although it accepted the batch. */
export interface Refused<Item> {
  readonly item: Item;
  readonly reason: string;
}

const MAX_ROUNDS = 3;

/** Sends items until all are taken: those that were refused again, after a while, three times in all. The rest is returned. */
export async function sendInRounds<Item>(
  items: readonly Item[],
  send: (items: readonly Item[]) => Promise<readonly Refused<Item>[]>,
  signal?: AbortSignal,
): Promise<readonly Refused<Item>[]> {
  let refused: readonly Refused<Item>[] = items.map((item) => ({ item, reason: '' }));
  for (let round = 1; refused.length > 0 && round <= MAX_ROUNDS; round += 1) {
    if (round > 1) {
      await setTimeout(100 * 2 ** round * (0.5 + Math.random() / 2), undefined, { signal });
    }
    refused = await send(refused.map(({ item }) => item));
  }
  return refused;
}

/** Why items were not taken, each reason once. */
export function reasonsOf(refused: readonly Refused<unknown>[]): string {
  return [...new Set(refused.map(({ reason }) => reason))].join(', ');
}

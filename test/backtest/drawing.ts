/** The values from which generated fleets and policies are drawn. */
import { createRandom } from '../../simulator/core/random.ts';

export const from = Date.parse('2026-11-23T05:00:00Z');

/** The accounts and Regions that a policy names: a home, or all of several. */
export const small: readonly Target[] = [{ account: '111122223333', regions: ['eu-central-1', 'us-east-1'] }];
export const large: readonly Target[] = [
  ...small,
  { account: '444455556666', regions: ['eu-central-1', 'ap-southeast-2'] },
];

export interface Target {
  readonly account: string;
  readonly regions: readonly string[];
}

export const away = ['us-west-2', 'eu-west-1'];
export const zones = ['Europe/Berlin', 'Australia/Sydney', 'America/New_York', 'UTC'];
/** The tag `rules` of a cluster says which of the policy's rules apply to it. */
export const groups = 8;

export type Draw = ReturnType<typeof chooser>;

export function chooser(seed: number) {
  const random = createRandom(seed);
  const within = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    within,
    /** Whether something happens that does so in this share of the cases. */
    chance: (share: number) => random() < share,
    one<T>(items: readonly T[]): T {
      const item = items[within(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to choose from');
      return item;
    },
  };
}

export function aTime(draw: Draw): string {
  return `${String(draw.within(0, 23)).padStart(2, '0')}:${String(draw.within(0, 59)).padStart(2, '0')}`;
}

/** From one time of a day to another one: policies refuse hours that end when they begin. */
export function aTimeRange(draw: Draw): string {
  const from = aTime(draw);
  let to = from;
  while (to === from) to = aTime(draw);
  return `${from}-${to}`;
}

import type { Day } from '../../demo/day/day.ts';
import { createLatest } from '../../demo/day/latest.ts';
import type { Track } from '../../demo/day/timeline.ts';
import { arnOf } from '../support/builders/power.ts';

const place = { account: '111122223333', region: 'eu-central-1' } as const;

export const emptyDay: Day = {
  ...{ tracks: [], happenings: [], telling: new Map(), latest: createLatest(), refusals: [] },
  ...{ recoveryPoints: [], failures: [], invocations: 0 },
};

export function track(id: string, rest: Partial<Track> = {}): Track {
  const { region = place.region } = rest;
  return {
    ...{ arn: arnOf(id, region), account: place.account, region, id },
    ...{ engine: 'neptune', instances: 2, status: 'available' },
    ...{ tags: {}, power: [], streaming: [], clients: [], capacities: [] },
    ...rest,
  };
}

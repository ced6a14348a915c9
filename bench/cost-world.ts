/** A hundred clusters in two accounts and two Regions, of every kind that there is work for. */
import { accounts, changingRules, fleetOf, regions, suffixOf, targetsOf } from '../test/system/fleet.ts';

export const places = accounts
  .slice(0, 2)
  .flatMap((account) => regions.slice(0, 2).map((region) => ({ account, region })));

/** How many of each kind there are in a place, and their properties. */
const kinds = {
  office: [12, 'tags: { env: office }, status: stopped, since: 12h, use: office'],
  dev: [5, 'tags: { env: dev }, status: stopped, since: 6d20h'],
  prod: [4, 'tags: { env: prod }, encrypted: alias/dormouse, use: always'],
  audited: [2, 'tags: { env: audited }, use: always'],
  scaled: [2, 'tags: { env: scaled }, serverless: { min: 0.5, max: 2 }, use: office'],
} as const;

const clusters = places.flatMap((place) =>
  Object.entries(kinds).map(([kind, [count, more]]) => {
    const where = `account: "${place.account}", region: ${place.region}`;
    return `{ id: "${kind}-{n}-${suffixOf(place)}", count: ${count}, ${where}, ${more} }`;
  }),
);

export const fleet = fleetOf(clusters);

const [first, second] = regions;

export const policy = `${targetsOf(places)}
rules:
  - { name: office, match: { tags: { env: [office] } }, power: { hours: mon-fri 07:30-18:30, idleFor: 60m } }
  - { name: dev, match: { tags: { env: [dev] } }, power: { stop: whenIdle, idleFor: 60m } }
  - name: prod
    match: { tags: { env: [prod] } }
    snapshots:
      create: { cron: 0 3 * * *, keep: { daily: 7 } }
      copy:
        sources: [manual]
        to:
          - { region: ${first}, kmsKey: alias/dormouse, keep: { daily: 7 } }
          - { region: ${second}, kmsKey: alias/dormouse, keep: { daily: 7 } }
${changingRules}`;

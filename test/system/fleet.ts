/** Three accounts and three Regions, and six clusters in each of the five places where there are any. */
import { createSimulator } from '../../simulator/simulator.ts';
import { home } from '../support/cloudformation.ts';
import { deployedParts } from './deployed.ts';

export const accounts = [home.account, '444455556666', '777788889999'] as const;
export const regions = [home.region, 'us-east-1', 'ap-southeast-2'] as const;

export interface Place {
  readonly account: string;
  readonly region: string;
}

export const places: readonly Place[] = [
  { account: accounts[0], region: regions[0] },
  { account: accounts[0], region: regions[1] },
  { account: accounts[1], region: regions[1] },
  { account: accounts[1], region: regions[2] },
  { account: accounts[2], region: regions[2] },
];

/** A Monday, an hour before anybody comes to work. */
export const start = Date.parse('2026-11-23T06:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The clusters of every place, by kind, as lines of the fleet file. */
const kinds = {
  office: 'tags: { env: office }, status: stopped, since: 2d, use: office',
  idle: 'tags: { env: dev }, status: stopped, since: 5d',
  prod: 'tags: { env: prod }, encrypted: alias/dormouse, use: always',
  held: 'tags: { env: dev, "dormouse:hold": forever }',
  audited: 'tags: { env: audited }, use: always',
  scaled: 'tags: { env: scaled }, serverless: { min: 0.5, max: 2 }',
};

/** Tells the place of a cluster by its id. */
export function suffixOf({ account, region }: Place): string {
  return `${account.slice(0, 4)}-${region}`;
}

const everywhere = places.flatMap((place) => {
  const where = `account: "${place.account}", region: ${place.region}`;
  return Object.entries(kinds).map(([kind, more]) => `{ id: ${kind}-${suffixOf(place)}, ${where}, ${more} }`);
});

/** A fleet file of these clusters. */
export function fleetOf(clusters: readonly string[], of: readonly string[] = accounts): string {
  return `
accounts: [${of.map((id) => `{ id: "${id}", role: dormouse }`).join(', ')}]
keys:
${of.map((account) => `  - { alias: alias/dormouse, regions: [${regions.join(', ')}], account: "${account}" }`).join('\n')}
useProfiles:
  office: [{ hours: mon-fri 08:00-18:00, connections: 9, cpu: 35 }]
clusters:
${clusters.map((cluster) => `  - ${cluster}`).join('\n')}
`;
}

/** Where a policy has the functions look: at all of these places, with a role where they are not at home. */
export function targetsOf(all: readonly Place[]): string {
  const lines = [...Map.groupBy(all, ({ account }) => account)].map(([account, of]) => {
    const role = account === home.account ? '' : `, role: "arn:aws:iam::${account}:role/dormouse"`;
    return `  - { account: "${account}"${role}, regions: [${of.map(({ region }) => region).join(', ')}] }`;
  });
  return `version: 1\nmode: enforce\ntargets:\n${lines.join('\n')}\n`;
}

/** Rules that change activity streams and capacity, by the clock. */
export const changingRules = `  - name: audited
    match: { tags: { env: [audited] } }
    activityStream: { mode: async, kmsKey: alias/dormouse, hours: mon-fri 09:00-17:00, restart: anytime }
  - name: scaled
    match: { tags: { env: [scaled] } }
    capacity: [{ hours: mon-fri 08:00-18:00, min: 2, max: 8 }, { min: 0.5, max: 2 }]
`;

export const policy = `${targetsOf(places)}
protect: [{ tags: { env: [prod] }, from: [stop] }]
rules:
  - { name: office, match: { tags: { env: [office] } }, power: { hours: mon-fri 07:30-18:30, idleFor: 30m } }
  - { name: dev, match: { tags: { env: [dev] } }, power: { stop: whenIdle, idleFor: 30m } }
  - name: prod
    match: { tags: { env: [prod] } }
    snapshots:
      create: { cron: 0 3 * * *, keep: { daily: 3 } }
      copy:
        sources: [manual]
        to: [{ region: ${regions[1]}, kmsKey: alias/dormouse, keep: { daily: 2 } }]
${changingRules}`;

/** The fleet above, with the queues, buses and rules of the stack. */
export function aWorld(fleet = fleetOf(everywhere), of: readonly Place[] = places) {
  const spokes = of.filter(({ account, region }) => account !== home.account || region !== home.region);
  return createSimulator({ fleet, now: start, seed: 7, ...deployedParts(spokes) });
}

import { home } from '../support/cloudformation.ts';

/** The other account, and the other Region. */
export const spoke = { account: '444455556666', region: 'us-east-1' } as const;

/** The bucket of evidence, by the name that the tests give one without a name. */
export const BUCKET = 'dormouse-dev-evidencebucket';

/** The role that leads into the other account, and that account as a target. */
export const spokeRole = `arn:aws:iam::${spoke.account}:role/dormouse`;
export const spokeTarget = `{ account: "${spoke.account}", role: "${spokeRole}", regions: [${home.region}] }`;

/** For a run that is narrowed, so that it is not split: to both Regions of the home account. */
export const atHome = { accounts: [home.account] } as const;

interface Work {
  readonly atHome: number;
  readonly everywhere: number;
  /** Stops that are warned of before they are made, all at home. */
  readonly warned?: number;
}

/**
 * How much each function has to do: in both Regions of the home account, and with the spoke account besides. Drills have
 * clusters of their own: drill.test.ts.
 */
export const work: Readonly<Record<string, Work>> = {
  stopIdleClusters: { atHome: 3, everywhere: 5, warned: 1 },
  startClusters: { atHome: 2, everywhere: 3 },
  createSnapshots: { atHome: 2, everywhere: 3 },
  copySnapshots: { atHome: 2, everywhere: 3 },
  pruneSnapshots: { atHome: 2, everywhere: 3 },
  toggleActivityStreams: { atHome: 4, everywhere: 6 },
  scaleCapacity: { atHome: 2, everywhere: 3 },
};

const near = { account: home.account, region: home.region };
const far = { account: home.account, region: spoke.region };
const theirs = { account: spoke.account, region: home.region };
const places = Object.entries({ near, far, theirs });

/** Their cluster has been missing for a while, so the two that are kept get another note. */
const orphanOnce = { 'dormouse:unkept': 'orphan since 2026-11-20T03:00:00Z' };

/**
 * Three snapshots of ours, of which the rule keeps two, each with somebody's encrypted copy in another Region, and two
 * that only look like ours.
 */
function ours(cluster: string, { account, region }: typeof near | typeof far | typeof theirs): string {
  // In the order of the identifier, which proves them.
  const tags = {
    'dormouse:cluster': `arn:aws:rds:${region}:${account}:cluster:${cluster}`,
    'dormouse:created-by': 'create-snapshots',
    'dormouse:deployment': 'dev', // the stage that is packaged
    'dormouse:due': '{time}',
    'dormouse:rule': 'pruned',
  };
  const hashOf = Object.entries(tags)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n');
  const id = 'dormouse-{cluster}-{stamp}-{hash}';
  const three = { hashOf, count: 3, since: '2026-11-20T03:00:00Z' };
  const other = region === home.region ? spoke.region : home.region;
  return JSON.stringify([
    { ...three, id, tags: { ...tags, ...orphanOnce } },
    { ...three, id: 'mirror-{cluster}-{n}', copyOf: id, region: other, encrypted: 'alias/dormouse' },
    { id: `dormouse-untagged-${cluster}` },
    { id: `tagged-${cluster}`, tags },
  ]);
}

const placedClusters = places.flatMap(([name, place]) => {
  const where = `account: "${place.account}", region: ${place.region}`;
  return [
    `{ id: streamed-${name}, tags: { env: streamed }, ${where} }`,
    `{ id: silent-${name}, tags: { env: silent }, activityStream: started, ${where} }`,
    `{ id: scaled-${name}, tags: { env: scaled }, serverless: { min: 2, max: 16 }, ${where} }`,
    `{ id: due-${name}, tags: { env: due }, ${where} }`,
    `{ id: copied-${name}, tags: { env: copied }, encrypted: alias/dormouse, ${where},
       snapshots: [{ id: upgrade-${name}, tags: { team: shop } }] }`,
    `{ id: pruned-${name}, tags: { env: pruned }, ${where}, snapshots: ${ours(`pruned-${name}`, place)} }`,
  ];
});

export const fleet = `
accounts:
  - id: "${home.account}"
  - { id: "${spoke.account}", role: dormouse }
region: ${home.region}
keys:
  - { alias: alias/dormouse, regions: [${home.region}, ${spoke.region}] }
  - { alias: alias/dormouse, regions: [${home.region}, ${spoke.region}], account: "${spoke.account}" }
clusters:
  - { id: dev-idle, tags: { env: dev } }
  - { id: dev-busy, tags: { env: dev }, use: always }
  - { id: prod-idle, tags: { env: prod } }
  - { id: day-orders, tags: { env: day }, status: stopped, since: 2h }
  - { id: careful-idle, tags: { env: careful } }
  - { id: warned-idle, tags: { env: warned } }
  - { id: dev-far, tags: { env: dev }, region: ${spoke.region} }
  - { id: day-far, tags: { env: day }, status: stopped, since: 2h, region: ${spoke.region} }
  - { id: dev-theirs, tags: { env: dev }, account: "${spoke.account}" }
  - { id: day-theirs, tags: { env: day }, account: "${spoke.account}", status: stopped, since: 2h }
  - { id: careful-theirs, tags: { env: careful }, account: "${spoke.account}" }
${placedClusters.map((cluster) => `  - ${cluster}`).join('\n')}
`;

const rules = `
rules:
  - name: developers
    match: { tags: { env: [dev] } }
    power: { stop: whenIdle, idleFor: 60m }
  - name: careful
    match: { tags: { env: [careful] } }
    power: { stop: whenIdle, idleFor: 60m, snapshotFirst: true }
  - name: warned
    match: { tags: { env: [warned] } }
    power: { stop: whenIdle, idleFor: 60m }
    notify: { before: 30m }
  - name: day
    match: { tags: { env: [day] } }
    power: { hours: always }
  - name: due
    match: { tags: { env: [due] } }
    snapshots: { create: { cron: 0 3 * * * } }
  - name: copied
    match: { tags: { env: [copied] } }
    snapshots:
      copy:
        sources: [manual]
        to:
          - { region: ${home.region}, kmsKey: alias/dormouse }
          - { region: ${spoke.region}, kmsKey: alias/dormouse }
  - name: pruned
    match: { tags: { env: [pruned] } }
    snapshots: { create: { cron: 0 3 * * *, keep: { last: 2 } } }
  - name: streamed
    match: { tags: { env: [streamed] } }
    activityStream: { mode: async, kmsKey: alias/dormouse, restart: anytime }
  - name: silent
    match: { tags: { env: [silent] } }
    activityStream: { mode: off, restart: anytime }
  - name: scaled
    match: { tags: { env: [scaled] } }
    capacity: [{ min: 1, max: 8 }]
`;

/** A policy over both Regions of the home account, or more. */
export function policyText(mode: 'observe' | 'enforce', ...moreTargets: string[]): string {
  const regions = `[${home.region}, ${spoke.region}]`;
  const targets = [`{ account: "${home.account}", regions: ${regions} }`, ...moreTargets];
  const calendar =
    '{ name: freeze, from: [start, stop, createSnapshot, copySnapshot, deleteSnapshot, changeActivityStream, changeCapacity] }';
  return `version: 1\nmode: ${mode}\nchangeCalendar: ${calendar}\ntargets: [${targets.join(', ')}]\n${rules}`;
}

/** Two accounts with clusters that Dormouse has to stop, to start, to copy, and to leave alone. */
import { createSimulator } from '../../simulator/simulator.ts';
import { home } from '../support/cloudformation.ts';

export const other = '444455556666';
export const otherRole = `arn:aws:iam::${other}:role/dormouse`;
export const awayRegion = 'us-east-1';

/** A stop takes longer than the minute after which it is first looked at, so that its message has to come back once. */
const fleet = `
region: ${home.region}
accounts: [{ id: "${home.account}", role: dormouse }, { id: "${other}", role: dormouse }]
keys: [{ alias: alias/dormouse, regions: [${home.region}, ${awayRegion}] }]
timings: { stop: 90s, start: 20s, lag: 0s, snapshot: 1s, copyPerGiB: 0s }
clusters:
  - { id: idle-home, tags: { env: dev } }
  - { id: idle-other, account: "${other}", tags: { env: dev } }
  - { id: busy, tags: { env: dev }, use: always }
  - { id: held, tags: { env: dev, "dormouse:hold": forever } }
  - { id: protected, account: "${other}", tags: { env: prod } }
  - { id: office, account: "${other}", tags: { env: office }, status: stopped, since: 2d }
  - { id: archive, tags: { env: archive }, encrypted: alias/dormouse, use: always }
`;

export const policy = `
version: 1
mode: enforce
targets:
  - { account: "${home.account}", regions: [${home.region}] }
  - { account: "${other}", role: "${otherRole}", regions: [${home.region}] }
protect: [{ tags: { env: [prod] }, from: [stop] }]
rules:
  - { name: dev, match: { tags: { env: [dev, prod] } }, power: { stop: whenIdle, idleFor: 30m } }
  - { name: office, match: { tags: { env: [office] } }, power: { hours: always } }
  - name: archive
    match: { tags: { env: [archive] } }
    snapshots:
      copy: { sources: [manual], to: [{ region: ${awayRegion}, kmsKey: alias/dormouse, keep: { daily: 2 } }] }
`;

/** These clusters in real time. */
export function aFleet() {
  return createSimulator({ fleet, clock: 'real' });
}

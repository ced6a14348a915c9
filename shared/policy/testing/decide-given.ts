import { defined } from '../../defined.ts';
import { decideCapacities } from '../capacity/decide.ts';
import type { Cluster, World } from '../model/cluster.ts';
import type { Decision } from '../model/decision.ts';
import { engineOf } from '../model/engines.ts';
import type { KeyState } from '../model/kms-key.ts';
import type { Policy } from '../model/policy.ts';
import { classifyStatus } from '../model/status.ts';
import { decideStarts } from '../power/decide-start.ts';
import { decideStops } from '../power/decide-stop.ts';
import { awaitWarnings, sendWarnings, type WarningTarget } from '../rules/warning.ts';
import { decideCopies } from '../snapshots/decide-copy.ts';
import { decideCreateSnapshots } from '../snapshots/decide-create.ts';
import { decidePrunes } from '../snapshots/decide-prune.ts';
import { destinationRegions } from '../snapshots/locations.ts';
import { decideActivityStreams } from '../streams/decide.ts';
import type { LocalTime } from '../time/local-time.ts';
import { changeOfCommand, type Decided, type Subject } from './expectation.ts';
import { givenCluster, givenFacts, givenMembers } from './given-cluster.ts';
import { type GivenSnapshots, givenSnapshots } from './given-snapshots.ts';
import type { Given } from './schema.ts';

/** The world of one cluster, as the functions would read it. */
export interface GivenWorld extends World, GivenSnapshots {
  readonly policy: Policy;
  readonly given: Given;
  readonly cluster: Cluster;
  readonly local: LocalTime;
}

const ROOM = { used: 0, max: 100 };

/** Builds the world that a test is given; `local` is the time of the test, by the clock of the file. */
export function givenWorld(policy: Policy, given: Given, local: LocalTime): GivenWorld {
  const cluster = givenCluster(given, policy, local);
  const { account, region } = cluster;
  const found = givenSnapshots(given, policy, cluster, local);
  return {
    policy,
    given,
    cluster,
    local,
    account,
    region,
    observedAt: local.now,
    clusters: [{ cluster }],
    ...found,
  };
}

/** The decision about one aspect of the cluster. */
export function decideGiven(subject: Subject, world: GivenWorld): Decided {
  return deciders[subject](world);
}

const deciders: Readonly<Record<Subject, (world: GivenWorld) => Decided>> = {
  power: decidePower,
  snapshot(world) {
    const { policy, given } = world;
    const decisions = decideCreateSnapshots(policy, {
      ...world,
      snapshots: inRegion(world),
      quota: quotaOf(given),
    });
    return toDecided(decisions[0], 'create');
  },
  activityStream(world) {
    const { policy, given, cluster } = world;
    const members = givenMembers(given, cluster);
    const modes = engineOf(cluster).streams?.modes ?? [];
    const modesByClass = Object.fromEntries(members.map(({ instanceClass }) => [instanceClass, modes]));
    const clusters = [{ cluster, streamFacts: { members, modesByClass }, streamEvents: {} }];
    const keys = keysOf(world, ({ activityStream }) => [activityStream?.kmsKey], world.region);
    return toDecided(decideActivityStreams(policy, { ...world, clusters, keys })[0]);
  },
  capacity(world) {
    const { policy, given, cluster } = world;
    const use =
      given.unitsInUse === undefined
        ? ({ state: 'unknown', detail: 'the test says no unitsInUse' } as const)
        : ({ state: 'known', units: given.unitsInUse } as const);
    const clusters = [{ cluster, capacityFacts: { members: givenMembers(given, cluster), use } }];
    const [decision] = decideCapacities(policy, { ...world, clusters });
    const { min, max } = decision?.verdict === 'act' ? decision.command : (cluster.serverless ?? {});
    return {
      ...toDecided(decision),
      ...defined({ min, max }),
    };
  },
};

/** As a plan shows it: an act, else why a running cluster is not stopped, or a stopped one is not started. */
function decidePower(world: GivenWorld): Decided {
  const { policy, given, cluster, local } = world;
  const facts = { ...givenFacts(given, policy, cluster, local), snapshots: inRegion(world) };
  const stopWorld = { ...world, clusters: [{ cluster, facts }], quota: quotaOf(given) };
  const [stop] = afterWarnings(world, decideStops(policy, stopWorld), [cluster]);
  const [start] = decideStarts(policy, world);
  const isDown = ['stopped', 'stopping'].includes(classifyStatus(cluster.status));
  const told = [stop, start].find((one) => one?.verdict === 'act') ?? (isDown ? start : stop);
  return toDecided(told, 'snapshot');
}

/** The names of the snapshots that are copied, by the Region that they are copied to. */
export function copiesOf(world: GivenWorld): Record<string, string[]> {
  const { policy, given, account, region, snapshots, names } = world;
  const regions = destinationRegions(policy, account, region);
  return byRegion(regions, (to) => {
    const keys = keysOf(
      world,
      ({ snapshots: rule }) => rule?.copy?.to.flatMap((one) => (one.region === to ? [one.kmsKey] : [])) ?? [],
      to,
    );
    const copies = snapshots.filter((one) => one.region === to);
    const seen = { ...world, region: to, sources: inRegion(world), copies, keys, quota: quotaOf(given) };
    return namesOf(decideCopies(policy, seen), names);
  });
}

/** The names of the snapshots that are deleted, by the Region in which they are. */
export function deletionsOf(world: GivenWorld): Record<string, string[]> {
  const { policy, account, region, snapshots, names } = world;
  const regions = [...new Set([region, ...destinationRegions(policy, account, region)])];
  return byRegion(regions, (at) => {
    const here = snapshots.filter((one) => one.region === at && one.type === 'manual');
    const otherRegions = at === region ? snapshots.filter((one) => one.region !== at) : [];
    const seen = { ...world, region: at, listed: [region], snapshots: here, otherRegions, keys: {} };
    return namesOf(afterWarnings(world, decidePrunes(policy, seen), here), names);
  });
}

/** The decisions once each change has waited for the warning that its rule wants, as they are while the policy enforces. */
function afterWarnings(
  { policy, local: { now } }: GivenWorld,
  decisions: readonly Decision[],
  targets: readonly (WarningTarget & { readonly arn: string })[],
): readonly Decision[] {
  const targetOf = (arn: string) => targets.find((one) => one.arn === arn);
  const enforced = { ...policy, mode: 'enforce' } as const;
  return sendWarnings(awaitWarnings(enforced, decisions, targetOf, now), now);
}

function byRegion(regions: readonly string[], read: (region: string) => string[]): Record<string, string[]> {
  return Object.fromEntries(regions.map((region) => [region, read(region)]));
}

function namesOf(decisions: readonly Decision[], names: ReadonlyMap<string, string>): string[] {
  return decisions.flatMap(({ verdict, action, resourceArn }) =>
    verdict === 'act' && action !== undefined ? (names.get(resourceArn) ?? []) : [],
  );
}

function inRegion({ snapshots, region }: GivenWorld): GivenWorld['snapshots'] {
  return snapshots.filter((one) => one.region === region);
}

function quotaOf({ snapshotQuota = ROOM }: Given): typeof ROOM {
  return snapshotQuota;
}

/** The keys that rules name, each usable unless the test says otherwise. */
function keysOf(
  { policy, given, account }: GivenWorld,
  named: (rule: Policy['rules'][number]) => readonly (string | undefined)[],
  region: string,
): Record<string, KeyState> {
  const keys = policy.rules.flatMap(named).filter((key) => key !== undefined);
  return Object.fromEntries(
    keys.map((key): [string, KeyState] => [
      key,
      given.unusableKeys?.includes(key)
        ? { usable: false, detail: `the test says that ${key} cannot be used` }
        : { usable: true, arn: key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:key/${key}` },
    ]),
  );
}

/** `created`: the word for a snapshot that is taken. */
function toDecided(decision: Decision | undefined, created: Decided['change'] = 'create'): Decided {
  if (decision === undefined) throw new TypeError('a world of one cluster has one decision about it');
  const { reason, detail, rule } = decision;
  const change =
    decision.verdict === 'act' ? (changeOfCommand[decision.command.kind] ?? created) : 'unchanged';
  return { change, reason, detail, ...defined({ rule }) };
}

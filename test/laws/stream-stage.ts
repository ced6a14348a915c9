import { stringify } from 'yaml';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { textOf } from './generated-hours.ts';
import {
  type KeyName,
  keys,
  type Mode,
  type StreamCluster,
  type StreamHappening,
  type StreamLife,
  type StreamWeek,
} from './generated-stream-life.ts';
import { sweepWith, toPolicy } from './let-loose.ts';
import { type Candidate, isEligible } from './stream-oracle.ts';
import { FIRST, MINUTE, WEEK } from './year.ts';

const account = '111122223333';
const region = 'eu-central-1';

/** The clusters of a life in a simulator, and all that Dormouse and others do to them. */
export function streamStage({ clusters, firstWeek, seed }: StreamLife) {
  const start = FIRST + firstWeek * WEEK;
  const simulator = createSimulator({
    fleet: stringify({
      clusters: clusters.map(fleetCluster),
      keys: keys.map((alias, index) => ({ alias, id: keyId(index) })),
    }),
    now: start,
    seed,
  });
  const { backend, clock } = simulator;
  const lost = new Set<KeyName>();
  /** Restarts that are not Dormouse's. */
  const byHand = new Set<string>();

  function stateOf(cluster: StreamCluster) {
    const found = backend.state().clusters.find(({ id }) => id === cluster.id);
    if (found === undefined) throw new Error(`${cluster.id} is gone`);
    return found;
  }

  function startByHand(cluster: StreamCluster, mode: Mode, key: KeyName): void {
    const { status, activityStream } = stateOf(cluster);
    if (status !== 'available' || activityStream?.status !== 'stopped') return;
    if (!isEligible(cluster, mode) || lost.has(key)) return;
    byHand.add(`${cluster.id} ${clock.now()}`);
    backend.cluster(cluster.id).startStream(mode, key);
  }

  function stopByHand(cluster: StreamCluster): void {
    const { status, activityStream } = stateOf(cluster);
    if (status !== 'available' || activityStream?.status !== 'started') return;
    byHand.add(`${cluster.id} ${clock.now()}`);
    backend.cluster(cluster.id).stopStream();
  }

  function setPower(cluster: StreamCluster, from: string, to: string): void {
    const { status, activityStream: stream = { status: 'stopped' } } = stateOf(cluster);
    const isStill = stream.status === 'stopped' || stream.status === 'started';
    if (status === from && isStill) backend.cluster(cluster.id).setStatus(to);
  }

  function loseKey(key: KeyName, change: Parameters<typeof backend.setKey>[1]): void {
    lost.add(key);
    backend.setKey(key, change);
  }

  function keyOf(key: KeyName) {
    const arn = `arn:aws:kms:${region}:${account}:key/${keyId(keys.indexOf(key))}`;
    return { arn, usable: !lost.has(key) };
  }

  function findKeys(): void {
    lost.clear();
    for (const key of keys) backend.setKey(key, { state: 'Enabled', policy: 'allowed' });
  }

  const OVERRIDE = 'dormouse:activity-stream-override';
  const tag = (cluster: StreamCluster, name: string, value: string | null) =>
    backend.cluster(cluster.id).changeTags({ [name]: value });
  const happenings: Partial<
    Record<StreamHappening['what'], (cluster: StreamCluster, week: StreamWeek) => void>
  > = {
    'start async': (cluster, { key }) => startByHand(cluster, 'async', key),
    'start sync': (cluster, { key }) => startByHand(cluster, 'sync', key),
    'start with new key': (cluster) => startByHand(cluster, 'async', 'alias/new'),
    stop: stopByHand,
    'power off': (cluster) => setPower(cluster, 'available', 'stopping'),
    'power on': (cluster) => setPower(cluster, 'stopped', 'starting'),
    'lose key': (_, { key }) => loseKey(key, { state: 'Disabled' }),
    'deny key': (_, { key }) => loseKey(key, { policy: 'denied' }),
    'find keys': findKeys,
    hold: (cluster) => tag(cluster, 'dormouse:hold', 'forever'),
    'hold unreadably': (cluster) => tag(cluster, 'dormouse:hold', 'soon'),
    release: (cluster) => tag(cluster, 'dormouse:hold', null),
    'spoil override': (cluster) => tag(cluster, OVERRIDE, 'whatever'),
    'mend override': (cluster) => tag(cluster, OVERRIDE, null),
  };

  return {
    simulator,
    start,
    byHand,
    stateOf,
    /** Every cluster before the policy of a week, and what the run is asked for of one. */
    candidates(week: StreamWeek, of?: StreamCluster, asked?: Candidate['asked']): Candidate[] {
      const byId = new Map(backend.state().clusters.map((state) => [state.id, state]));
      const at = { week, now: clock.now(), key: keyOf(week.key) };
      return clusters.map((cluster) => {
        const state = byId.get(cluster.id) ?? stateOf(cluster);
        return { ...at, cluster, state, asked: cluster === of ? asked : undefined };
      });
    },
    happen: ({ what }: StreamHappening, cluster: StreamCluster, week: StreamWeek) =>
      happenings[what]?.(cluster, week),
    toggle: (week: StreamWeek, request?: SweepRequest) =>
      sweepWith(simulator, streamPolicy(week), toggle, request),
    advanceTo: (at: number) => clock.advanceTo(Math.max(at, clock.now())),
    later: (minutes: number) => clock.advanceTo(clock.now() + minutes * MINUTE),
  };
}

function keyId(index: number): string {
  return `00000000-0000-4000-8000-00000000000${index}`;
}

function fleetCluster({ id, kind, env, window, stream, stopped }: StreamCluster): object {
  const runs = stream !== 'stopped' && isEligible({ kind } as StreamCluster, stream);
  const kinds = {
    postgres: { engine: 'aurora-postgresql' },
    mysql: { engine: 'aurora-mysql' },
    neptune: { engine: 'neptune' },
    small: { instances: ['db.t4g.medium'] },
    scaling: { serverless: { min: 1, max: 8 } },
  };
  return {
    ...{ id, tags: { env }, maintenanceWindow: windowText(window), ...kinds[kind] },
    ...(runs && { activityStream: { mode: stream, key: 'alias/das' } }),
    ...(stopped ? { status: 'stopped', since: '1d' } : { since: '9d' }),
  };
}

function windowText({ start, length }: StreamCluster['window']): string {
  const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
  const two = (value: number) => String(value).padStart(2, '0');
  const edge = (minute: number) =>
    `${days[Math.floor(minute / 1440) % 7]}:${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
  return `${edge(start)}-${edge(start + length)}`;
}

const policies = new WeakMap<StreamWeek, ReturnType<typeof toPolicy>>();

function streamPolicy(week: StreamWeek): ReturnType<typeof toPolicy> {
  const { mode, key, hours, zone, restart, power } = week;
  const policy =
    policies.get(week) ??
    toPolicy({
      version: 1,
      mode: 'enforce',
      timezone: zone,
      targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: [region] }],
      protect: [{ tags: { env: 'guarded' }, from: ['changeActivityStream'] }],
      rules: [
        {
          name: 'audited',
          match: { tags: { env: ['audited', 'guarded'] } },
          activityStream: { mode, kmsKey: key, hours: hours === 'always' ? hours : textOf(hours), restart },
          ...(power && { power: { hours: textOf(power), stop: 'never' } }),
        },
      ],
    });
  policies.set(week, policy);
  return policy;
}

import { stringify } from 'yaml';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import type { Candidate } from './capacity-oracle.ts';
import type {
  CapacityCluster,
  CapacityHappening,
  CapacityLife,
  CapacityWeek,
} from './generated-capacity-life.ts';
import { textOf } from './generated-hours.ts';
import { sweepWith, toPolicy, type Write } from './let-loose.ts';
import { FIRST, MINUTE, WEEK } from './year.ts';

const account = '111122223333';
/** Minutes that AWS takes where nobody names any. */
const PAUSE = 5;
const OTHER_PAUSE = 45;

/** The clusters of a life in a simulator, and all that Dormouse and others do to them. */
export function capacityStage({ clusters, firstWeek, seed }: CapacityLife) {
  const start = FIRST + firstWeek * WEEK;
  const simulator = createSimulator({
    fleet: stringify({
      clusters: clusters.map(fleetCluster),
      useProfiles: { heavy: [{ connections: 50, cpu: 90 }] },
    }),
    now: start,
    seed,
  });
  const { backend, clock } = simulator;
  const use = new Map(clusters.map((cluster) => [cluster.id, cluster.use]));
  const pause = new Map(clusters.map(({ id }) => [id, PAUSE]));

  function candidates(week: CapacityWeek): Candidate[] {
    const byId = new Map(backend.state().clusters.map((state) => [state.id, state]));
    return clusters.map((cluster) => {
      const { id } = cluster;
      const state = byId.get(id);
      if (state === undefined) throw new Error(`${id} is gone`);
      const known = { use: use.get(id) ?? 'none', pause: pause.get(id) ?? PAUSE };
      return { cluster, week, state, now: clock.now(), ...known };
    });
  }

  function happen({ what, limits, use: next }: CapacityHappening, { cluster, state }: Candidate): void {
    const { id } = cluster;
    const control = backend.cluster(id);
    const setInstance = (status?: string) => control.setMemberStatus(state.instances[0]?.id ?? '', status);
    const happenings: Partial<Record<CapacityHappening['what'], () => void>> = {
      change() {
        if (state.serverless === undefined) return;
        const { min, max } = state.serverless;
        // For a cluster that may pause, only the time until it does.
        if (min === 0) control.setCapacity(min, max, OTHER_PAUSE * MINUTE);
        else control.setCapacity(...limits);
        pause.set(id, min === 0 ? OTHER_PAUSE : PAUSE);
      },
      use() {
        control.setUse(next);
        use.set(id, next);
      },
      'power off': () => state.status === 'available' && control.setStatus('stopping'),
      'power on': () => state.status === 'stopped' && control.setStatus('starting'),
      'busy instance': () => setInstance('modifying'),
      'starved instance': () => setInstance('incompatible-parameters'),
      'free instance': () => setInstance(),
      hold: () => control.changeTags({ 'dormouse:hold': 'forever' }),
      'hold unreadably': () => control.changeTags({ 'dormouse:hold': 'soon' }),
      release: () => control.changeTags({ 'dormouse:hold': null }),
    };
    happenings[what]?.();
  }

  /** Notes the pause that a change brings once it has taken effect. */
  function notePause({ input }: Write, { cluster: { id }, state }: Candidate): void {
    const { MinCapacity: min, SecondsUntilAutoPause: seconds } = Object(
      input.ServerlessV2ScalingConfiguration,
    );
    const isKept = min === 0 && state.serverless?.min === 0;
    if (seconds !== undefined) pause.set(id, seconds / 60);
    else if (!isKept) pause.set(id, PAUSE);
  }

  return {
    simulator,
    start,
    candidates,
    happen,
    notePause,
    scale: (week: CapacityWeek) => sweepWith(simulator, capacityPolicy(week), scale),
    advanceTo: (at: number) => clock.advanceTo(Math.max(at, clock.now())),
    later: (minutes: number) => clock.advanceTo(clock.now() + minutes * MINUTE),
  };
}

function fleetCluster({ id, kind, env, use, stopped }: CapacityCluster): object {
  const serverless = { min: 1, max: 8 };
  const kinds: Readonly<Record<CapacityCluster['kind'], object>> = {
    postgres: { serverless },
    mysql: { engine: 'aurora-mysql', serverless },
    neptune: { engine: 'neptune', serverless },
    docdb: { engine: 'docdb', serverless },
    old: { version: '15.4', serverless },
    'old platform': { serverless: { ...serverless, platform: '1' } },
    provisioned: {},
    unused: { serverless, instances: ['db.r6g.large'] },
  };
  const since = stopped ? { status: 'stopped', since: '1d' } : { since: '9d' };
  return { id, tags: { env }, use, ...kinds[kind], ...since };
}

const policies = new WeakMap<CapacityWeek, ReturnType<typeof toPolicy>>();

function capacityPolicy(week: CapacityWeek): ReturnType<typeof toPolicy> {
  const capacity = week.lines.map(({ hours, min, max, pauseMinutes, whenBusy }) => ({
    ...{ min, max, whenBusy },
    ...(hours && { hours: textOf(hours) }),
    ...(pauseMinutes !== undefined && { autoPauseAfter: `${pauseMinutes}m` }),
  }));
  const policy =
    policies.get(week) ??
    toPolicy({
      version: 1,
      mode: 'enforce',
      timezone: week.zone,
      targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: ['eu-central-1'] }],
      protect: [{ tags: { env: 'guarded' }, from: ['changeCapacity'] }],
      rules: [{ name: 'scaled', match: { tags: { env: ['scaled', 'guarded'] } }, capacity }],
    });
  policies.set(week, policy);
  return policy;
}

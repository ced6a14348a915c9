import { expect, test } from 'vitest';
import type { FaultRule } from '../../simulator/core/faults.ts';
import { home } from '../support/cloudformation.ts';
import { deployedFunctions } from './deployed.ts';
import { aWorld, fleetOf, HOUR, MINUTE, type Place, regions, start, targetsOf } from './fleet.ts';
import { inProcessInvokes } from './in-process-functions.ts';
import { deadLetters, toldBy, waiting } from './news.ts';
import { createSystem } from './system.ts';

interface Scenario {
  readonly clusters: readonly string[];
  readonly places: readonly Place[];
  readonly power: string;
  /** Absent: as often as the stack says. */
  readonly everyMs?: number;
  readonly forMs: number;
  readonly end: { readonly statuses: readonly string[]; readonly stops: readonly string[] };
}

const here = { account: home.account, region: home.region };
const there = { account: home.account, region: regions[1] };
const [mine, theirs] = [here, there].map(
  ({ account, region }) => `arn:aws:rds:${region}:${account}:cluster:one`,
);

const scenarios: Readonly<Record<string, Scenario>> = {
  'a function that is fed by its queue alone follows a restart by AWS': {
    clusters: ['{ id: one, status: stopped, since: 6d23h50m }', '{ id: two, use: always }'],
    places: [here],
    power: 'stop: whenIdle, idleFor: 30m',
    everyMs: Number.POSITIVE_INFINITY,
    forMs: 12 * HOUR,
    end: { statuses: ['stopped', 'available'], stops: [mine ?? ''] },
  },
  'a scheduled sweep is split, stops what it finds and follows it': {
    clusters: ['{ id: one }', `{ id: one, region: ${there.region} }`],
    places: [here, there],
    power: 'stop: atOnce',
    forMs: 2 * HOUR - MINUTE,
    end: { statuses: ['stopped', 'stopped'], stops: [mine ?? '', theirs ?? ''] },
  },
};

/** The end state of everything when a fault was in force all the while. */
async function play({ clusters, places, power, everyMs, forMs }: Scenario, rule?: FaultRule) {
  const simulator = aWorld(fleetOf(clusters), places);
  const functions = deployedFunctions().filter(({ fn }) => fn.name === 'stopIdleClusters');
  const policy = `${targetsOf(places)}rules: [{ name: all, match: {}, power: { ${power} } }]\n`;
  const invoke = await inProcessInvokes(simulator, functions, policy, 1);
  const system = createSystem({ simulator, functions, invoke, ...(everyMs && { everyMs }) });
  simulator.faults.setRules(rule ? [rule] : []);

  await system.runUntil(start + forMs);

  const stops = simulator.calls
    .list({ action: 'StopDBCluster' })
    .filter(({ outcome, fault }) => outcome === 'ok' || fault === 'crash-after');
  return {
    simulator,
    crashes: system.errors().length,
    end: {
      statuses: simulator.backend.state().clusters.map(({ status }) => status),
      stops: stops.flatMap(({ resources }) => resources).sort(),
    },
    left: [...deadLetters(simulator), ...waiting(simulator, 'stopIdleClusters')],
  };
}

test.each(Object.entries(scenarios))(
  'in process: while %s, it may die at any call, and each cluster is stopped once all the same',
  async (name, scenario) => {
    const { simulator: undisturbed, ...reached } = await play(scenario);
    const calls = undisturbed.calls.list().findLastIndex(({ action }) => action === 'PutEvents') + 1;
    const confirmed: Record<string, number> = {};
    expect(reached).toEqual({ end: scenario.end, crashes: 0, left: [] });

    for (const kind of ['crash-before', 'crash-after'] as const) {
      for (let call = 1; call <= calls; call += 1) {
        const { simulator, ...rest } = await play(scenario, { kind, calls: call });

        const crashed = { end: scenario.end, crashes: 1, left: [] };
        expect(rest, `${kind} call ${call} of ${calls}`).toEqual(crashed);
        // Less often when it dies between the stop and the follow-up, more often when it dies after it has told.
        const times = toldBy(simulator)['Cluster Stop Confirmed'] ?? 0;
        confirmed[times] = (confirmed[times] ?? 0) + 1;
      }
    }
    console.log(
      `crashes, ${name}: before and after each of ${calls} calls, times confirmed: ${JSON.stringify(confirmed)}`,
    );
  },
);

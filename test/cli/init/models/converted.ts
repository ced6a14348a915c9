import { StartDBClusterCommand } from '@aws-sdk/client-rds';
import { parse } from 'yaml';
import { simulate } from '../../../../backtest/run.ts';
import type { World } from '../../../../backtest/world.ts';
import type { Convert } from '../../../../cli/init/convert/convert.ts';
import { policyText } from '../../../../cli/init/convert/draft.ts';
import { formatProblems } from '../../../../shared/document/problem.ts';
import { parsePolicy } from '../../../../shared/policy/file/parse.ts';
import { loadFleet } from '../../../../simulator/fleet/load-fleet.ts';
import type { Act } from './instance-scheduler.ts';

/**
 * The acts of the policy that a file becomes, on a fleet, by cluster, in the order of time; with those of somebody who
 * starts all clusters that are stopped at these times.
 */
export async function actsOfConverted(
  convert: Convert,
  text: string,
  clusters: readonly { readonly id: string; readonly tags: Readonly<Record<string, string>> }[],
  [from, to]: readonly [number, number],
  startedAt: readonly number[] = [],
): Promise<Map<string, Act[]>> {
  const parsed = parsePolicy(policyText(convert(parse(text), 'their.yml', {})));
  if (!parsed.ok) throw new Error(formatProblems(parsed.problems, 'policy.yml'));
  const fleet = loadFleet(
    JSON.stringify({
      timings: { stop: '1m', start: '1m', lag: '1s' },
      clusters: clusters.map((cluster) => ({ ...cluster, status: 'stopped', since: '1h' })),
    }),
  );
  let world: World | undefined;
  const acts = new Map<string, Act[]>(clusters.map(({ id }) => [id, []]));
  await simulate({
    policy: { ...parsed.policy, mode: 'enforce' },
    ...{ fleet, from, to, seed: 1 },
    home: { account: '111122223333', region: 'eu-central-1' },
    onBegin: (begun) => {
      world = begun;
    },
    onTick(at) {
      if (startedAt.includes(at)) startByHand(world, at, acts);
    },
    onOutcome(at, cluster, { decision: { action }, status }) {
      if (status === 'done' && (action === 'start' || action === 'stop'))
        acts.get(cluster.id)?.push({ at, action });
    },
  });
  return acts;
}

function startByHand(world: World | undefined, at: number, acts: ReadonlyMap<string, Act[]>): void {
  world?.clock.advanceTo(at);
  for (const { id, account, region, statuses } of world?.clusters ?? []) {
    if (statuses.current().status !== 'stopped') continue;
    const { rds } = world?.scopeFor({ account, region }).clients ?? {};
    // It takes effect at once: nothing has to be waited for.
    void rds?.send(new StartDBClusterCommand({ DBClusterIdentifier: id }));
    acts.get(id)?.push({ at, action: 'start' });
  }
}

/** Whether it is up, in each minute from the first to the last, if nobody but this one acts. */
export function minutesUp(acts: readonly Act[], [from, to]: readonly [number, number]): boolean[] {
  const minutes: boolean[] = [];
  let next = 0;
  let isUp = false;
  for (let at = from; at < to; at += 60_000) {
    for (let act = acts[next]; act !== undefined && act.at <= at; act = acts[next]) {
      isUp = act.action === 'start';
      next += 1;
    }
    minutes.push(isUp);
  }
  return minutes;
}

/** The minutes in which two courses differ, as spans of ISO instants. */
export function differences(one: readonly boolean[], other: readonly boolean[], from: number): string[] {
  const spans: string[] = [];
  let since: number | undefined;
  for (let minute = 0; minute <= one.length; minute += 1) {
    const differs = minute < one.length && one[minute] !== other[minute];
    if (differs) since ??= minute;
    else if (since !== undefined) {
      const [begin, end] = [since, minute].map((each) =>
        new Date(from + each * 60_000).toISOString().slice(0, 16),
      );
      spans.push(`${begin} to ${end}: ${one[since] ? 'up' : 'down'}, not ${other[since] ? 'up' : 'down'}`);
      since = undefined;
    }
  }
  return spans;
}

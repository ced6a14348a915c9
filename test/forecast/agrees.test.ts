import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { ForecastCluster } from '../../forecast/course.ts';
import { forecast } from '../../forecast/forecast.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import type { ClusterTimeline, Lane, MarkKind } from '../../timeline/timeline.ts';
import { runs } from '../support/runs.ts';
import { FROM, type GeneratedCluster, generatedCluster, policyText } from './generated-fleet.ts';
import { type Sample, simulated, TICK } from './stepped.ts';

const MINUTE = 60_000;
const DAYS = 3;
/** A change comes with the next run, and AWS takes its time. */
const SLACK = 45;

const parsed = parsePolicy(policyText());
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
const { policy } = parsed;
const to = FROM + DAYS * 1440 * MINUTE;

beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
});

afterAll(() => {
  vi.unstubAllEnvs();
});

/** The value of a lane over the last minutes before a tick, if it is one. */
function steady<T>(lane: Lane<T>, minute: number): T | undefined {
  const now = lane.findLastIndex(([at]) => at <= minute);
  const [since = 0, value] = lane[now] ?? [];
  return since === 0 || minute - since >= SLACK ? value : undefined;
}

/** Why the simulation is not as foretold; empty when it is. */
function differences(
  foretold: ClusterTimeline,
  samples: readonly Sample[],
  snapshots: readonly number[],
): string[] {
  const found = samples.flatMap((sample, tick) => {
    const minute = (tick * TICK) / MINUTE;
    const say = (what: string) => `${foretold.id} minute ${minute}: ${what}, is ${JSON.stringify(sample)}`;
    const power = steady(foretold.power, minute);
    const stream = foretold.stream && steady(foretold.stream, minute);
    const capacity = foretold.capacity && steady(foretold.capacity, minute);
    const isUp = sample.status === 'available';
    return [
      ...(power === 'up' && !isUp ? [say('foretold up')] : []),
      ...(power === 'stopped' && sample.status !== 'stopped' ? [say('foretold stopped')] : []),
      ...(stream === 'on' && power === 'up' && sample.stream !== 'started' ? [say('stream foretold')] : []),
      ...((stream === 'off' || stream === 'missing') && power === 'up' && sample.stream !== 'stopped'
        ? [say('no stream foretold')]
        : []),
      ...(capacity !== undefined &&
      power === 'up' &&
      !isPending(foretold, minute) &&
      (capacity.min !== sample.min || capacity.max !== sample.max)
        ? [say(`capacity foretold ${capacity.min}-${capacity.max}`)]
        : []),
    ];
  });
  const marks = certain(foretold, 'snapshot').filter((minute) => minute < DAYS * 1440 - SLACK);
  const missed = marks.filter(
    (minute) =>
      !snapshots.some((at) => at >= FROM + minute * MINUTE && at <= FROM + (minute + SLACK) * MINUTE),
  );
  return [...found, ...missed.map((minute) => `${foretold.id}: no snapshot after minute ${minute}`)];
}

/** Whether a change of capacity that depends on use has been foretold, and none after it. */
function isPending({ marks }: ClusterTimeline, minute: number): boolean {
  return marks.findLast((mark) => mark.kind === 'capacity' && mark.minute <= minute)?.maybe === true;
}

function certain({ marks }: ClusterTimeline, kind: MarkKind): number[] {
  return marks.flatMap((mark) => (mark.kind === kind && mark.maybe === undefined ? [mark.minute] : []));
}

/** Stops and starts of the simulation that the forecast does not have, and those of the forecast that did not come. */
function actDifferences(
  foretold: ClusterTimeline,
  history: readonly { readonly at: number; readonly status: string }[],
): string[] {
  const acts = history.flatMap(({ at, status }) => {
    if (at < FROM || at >= to) return [];
    return status === 'stopping'
      ? [{ kind: 'stop', at }]
      : status === 'starting'
        ? [{ kind: 'start', at }]
        : [];
  });
  const unforeseen = acts.filter(({ kind, at }) => {
    const minute = (at - FROM) / MINUTE;
    const kinds = kind === 'stop' ? ['stop'] : ['start', 'seven-day-restart'];
    const isMarked = foretold.marks.some(
      (mark) => kinds.includes(mark.kind) && minute >= mark.minute - 1 && minute <= mark.minute + SLACK,
    );
    const isOpen = foretold.power.findLast(([from]) => from <= minute)?.[1] === 'maybe';
    return !isMarked && !isOpen;
  });
  const absent = (['stop', 'start'] as const).flatMap((kind) =>
    certain(foretold, kind)
      .filter((minute) => minute < DAYS * 1440 - SLACK)
      .filter(
        (minute) =>
          !acts.some((act) => act.kind === kind && Math.abs((act.at - FROM) / MINUTE - minute) <= SLACK),
      )
      .map((minute) => `${foretold.id}: no ${kind} about minute ${minute}`),
  );
  return [
    ...unforeseen.map(
      ({ kind, at }) => `${foretold.id}: unforeseen ${kind} at ${new Date(at).toISOString()}`,
    ),
    ...absent,
  ];
}

async function compare(clusters: readonly GeneratedCluster[], seed: number): Promise<string[]> {
  const aws = simulated(clusters, policy, seed);
  const facts: readonly ForecastCluster[] = await aws.facts();
  const foretold = forecast(facts, { policy, from: FROM, to }, { policyName: 'p', fleetName: 'f' });
  const samples = await aws.run(to);
  return foretold.clusters.flatMap((cluster) => {
    const found = [
      ...actDifferences(cluster, aws.historyOf(cluster.id)),
      ...differences(cluster, samples.get(cluster.id) ?? [], aws.snapshotsOf(cluster.id)),
    ];
    const [first] = found;
    return first === undefined ? [] : [`${first} (of ${found.length}): ${JSON.stringify(cluster)}`];
  });
}

test('a simulation without surprises does what the forecast says, and nothing that it does not allow', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(generatedCluster, { minLength: 12, maxLength: 24 }),
      fc.integer({ min: 1, max: 1000 }),
      async (clusters, seed) => {
        expect(await compare(clusters, seed)).toEqual([]);
      },
    ),
    { ...runs(10, 1), endOnFailure: true },
  );
});

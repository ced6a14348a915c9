import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { recipe as scale } from '../../functions/recipes/scale-capacity.ts';
import { recipe as start } from '../../functions/recipes/start-clusters.ts';
import { recipe as stop } from '../../functions/recipes/stop-idle-clusters.ts';
import { recipe as toggle } from '../../functions/recipes/toggle-activity-streams.ts';
import { parseEvent } from '../../shared/runtime/request/event.ts';
import { createSimulator } from '../../simulator/simulator.ts';
import { runs } from '../support/runs.ts';
import { generatedHours, isWithin, textOf, turns } from './generated-hours.ts';
import { sweepWith, toPolicy, writesOf } from './let-loose.ts';
import { FIRST, MINUTE } from './year.ts';

vi.stubEnv('AWS_REGION', 'eu-central-1');
vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');

const LIVES = runs(8);
const DAYS = 2;
const account = '111122223333';
const functions = [stop, start, toggle, scale] as const;
/** Minutes after an edge at which all functions run: the second time, reads still lag behind the first. */
const runsAfter = [0, 0.2, 10, 30];
const daily = generatedHours.map((hours) => ({ ...hours, days: [1, 2, 3, 4, 5, 6, 7] }));

const days = fc.record({
  power: daily,
  stream: fc.oneof(fc.constantFrom('as power' as const, 'always' as const), { weight: 3, arbitrary: daily }),
  restart: fc.constantFrom('anytime', 'anytime', 'offHours'),
  order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 }),
  quirks: fc.record({
    stopDuringStreamChange: fc.constantFrom('refused', 'allowed'),
    streamOfStopped: fc.constantFrom('kept', 'ended'),
  }),
  seed: fc.nat(1_000_000),
});
type Days = typeof days extends fc.Arbitrary<infer T> ? T : never;

const seen = { stops: 0, hints: 0, streams: 0 };

async function live({ power, stream, restart, order, quirks, seed }: Days): Promise<void> {
  const hours = { power: textOf(power), stream: typeof stream === 'string' ? stream : textOf(stream) };
  const policy = toPolicy({
    version: 1,
    mode: 'enforce',
    targets: [{ account, role: `arn:aws:iam::${account}:role/dormouse`, regions: ['eu-central-1'] }],
    rules: [
      {
        name: 'all',
        match: {},
        power: { hours: hours.power, stop: 'atOnce' },
        activityStream: {
          ...{ mode: 'async', kmsKey: 'alias/das', restart },
          hours: stream === 'as power' ? hours.power : hours.stream,
        },
        capacity: [
          { hours: hours.power, min: 2, max: 16 },
          { min: 1, max: 4 },
        ],
      },
    ],
  });
  const fleet = {
    clusters: [
      { id: 'audited', activityStream: { key: 'alias/das' } },
      { id: 'scaled', serverless: { min: 1, max: 8 } },
    ],
    keys: [{ alias: 'alias/das' }],
    quirks,
  };
  const simulator = createSimulator({ fleet: stringify(fleet), now: FIRST, seed });
  const { clock, backend } = simulator;
  const stateOf = (id: string) => backend.state().clusters.find((one) => one.id === id);
  const isUp = (at = clock.now()) => isWithin(power, 'UTC', at);
  const isOn = (at = clock.now()) =>
    stream === 'always' || isWithin(stream === 'as power' ? power : stream, 'UTC', at);

  /** Every function runs once, one after the other. */
  async function sweep(): Promise<void> {
    for (const index of order) {
      const { status, activityStream } = stateOf('audited') ?? {};
      simulator.calls.clear();
      await sweepWith(simulator, policy, functions[index] ?? stop);
      const writes = writesOf(simulator);
      const stopped = writes.filter(({ action }) => action === 'StopDBCluster');
      seen.stops += stopped.length;
      seen.streams += writes.filter(({ action }) => action.endsWith('ActivityStream')).length;
      // A cluster is not stopped while its stream starts or stops; that it stops already may not be seen yet.
      const isAudited = stopped.some(({ resources }) => resources[0]?.endsWith(':audited'));
      if (isAudited && status === 'available') {
        expect(['started', 'stopped']).toContain(activityStream?.status);
      }
    }
  }

  const waiting: object[] = [];
  backend.onEvent((event) => {
    if (event.detail.EventID === 'RDS-EVENT-0151') waiting.push(event);
  });

  /** Time passes; a minute after a cluster has started, when reads show it, RDS's event makes both functions look. */
  async function advanceTo(at: number): Promise<void> {
    while (clock.now() < at) {
      const isNear =
        waiting.length > 0 || backend.state().clusters.some(({ status }) => status === 'starting');
      clock.advanceTo(isNear ? Math.min(at, clock.now() + MINUTE) : at);
      const [event] = waiting;
      if (event === undefined || clock.now() - toldAt(event) < MINUTE) continue;
      waiting.shift();
      await hint(event);
    }
  }

  async function hint(event: object): Promise<void> {
    const parsed = parseEvent(event);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const states = new Map(backend.state().clusters.map((state) => [state.id, state]));
    await sweepWith(simulator, policy, toggle, parsed.request);
    await sweepWith(simulator, policy, scale, parsed.request);
    const [id = ''] = parsed.request.clusters ?? [];
    // It may have been stopped again within that minute.
    if (states.get(id)?.status !== 'available') return;
    seen.hints += 1;
    const { serverless, activityStream } = stateOf(id) ?? {};
    if (id === 'scaled') expect(serverless).toMatchObject(isUp() ? { min: 2, max: 16 } : { min: 1, max: 4 });
    if (id !== 'audited' || (restart === 'offHours' && isUp())) return;
    expect(isOn() ? ['starting', 'started'] : ['stopping', 'stopped']).toContain(activityStream?.status);
  }

  const end = FIRST + DAYS * 1440 * MINUTE;
  const edges = turns(FIRST, end, (at) => `${isUp(at)} ${isOn(at)}`);
  const times = new Set(edges.flatMap((edge) => runsAfter.map((minutes) => edge + minutes * MINUTE)));
  for (const at of [...times].sort((one, other) => one - other)) {
    await advanceTo(at);
    await sweep();
  }
}

function toldAt(event: object): number {
  return Date.parse(Object(Object(event).detail).Date);
}

test('clusters that are stopped and started come up with their streams and capacity, and none stops amid a change', async () => {
  await fc.assert(fc.asyncProperty(days, live), { ...LIVES, endOnFailure: true });

  // The laws would hold as well if nothing happened at all.
  expect(seen.stops).toBeGreaterThan(LIVES.numRuns);
  expect(seen.hints).toBeGreaterThan(LIVES.numRuns);
  expect(seen.streams).toBeGreaterThan(LIVES.numRuns / 2);
});

import { expect, onTestFinished, test } from 'vitest';
import { deployedFunctions } from './deployed.ts';
import { aWorld, DAY, HOUR, policy, start } from './fleet.ts';
import { deadLetters, requestedAndConfirmed, toldBy, waiting } from './news.ts';
import { packagedInvokes } from './packaged-functions.ts';
import { createSystem, type System } from './system.ts';

test('packaged: a fortnight over three accounts and Regions ends as declared, with everything confirmed and nothing lost', async () => {
  const simulator = aWorld();
  const functions = deployedFunctions();
  const { invoke } = await packagedInvokes(simulator, functions, policy, onTestFinished);
  const began = performance.now();

  // Two hours as often as the stack says, around the beginning of the hours; then a sweep every four hours.
  const often = createSystem({ simulator, functions, invoke });
  await often.runUntil(start + 2 * HOUR);
  const seldom = createSystem({ simulator, functions, invoke, everyMs: 4 * HOUR });
  await seldom.runUntil(start + 14 * DAY - 1);
  const seconds = Math.round((performance.now() - began) / 1000);

  const { clusters } = simulator.backend.state();
  const { requested, confirmed, twice } = requestedAndConfirmed(simulator);
  expect([...often.errors(), ...seldom.errors()]).toEqual([]);
  expect(deadLetters(simulator)).toEqual([]);
  expect(waiting(simulator)).toEqual([]);
  expect(simulator.buses.deliveries.filter(({ outcome }) => outcome !== 'delivered')).toEqual([]);
  expect(confirmed).toEqual(requested);
  const ends = clusters.map(({ id, status, activityStream, serverless, history }) => ({
    kind: id.split('-')[0],
    status,
    stream: activityStream?.status,
    capacity: serverless && `${serverless.min}-${serverless.max}`,
    stops: history.filter((entry) => entry.status === 'stopping').length,
  }));
  const common = { stream: 'stopped', capacity: undefined, stops: 0 };
  for (const end of ends) expect(end).toEqual({ ...common, ...declared[end.kind ?? ''] });
  console.log(
    `fortnight: ${seconds} s, ${summary([often, seldom])}, ${twice} confirmed twice, ${JSON.stringify(toldBy(simulator))}`,
  );
});

/** How each kind of cluster ends before the third Monday begins, and how often it was stopped until then. */
const declared: Readonly<Record<string, object>> = {
  office: { kind: 'office', status: 'stopped', stops: 10 },
  // AWS starts it twice.
  idle: { kind: 'idle', status: 'stopped', stops: 2 },
  prod: { kind: 'prod', status: 'available' },
  held: { kind: 'held', status: 'available' },
  audited: { kind: 'audited', status: 'available' },
  scaled: { kind: 'scaled', status: 'available', capacity: '0.5-2' },
};

function summary(systems: readonly System[]): string {
  const counts = systems.flatMap((system) => Object.values(system.counts));
  const sum = (key: 'scheduled' | 'batches' | 'messages') =>
    counts.reduce((total, count) => total + count[key], 0);
  return `${sum('scheduled')} scheduled invocations, ${sum('batches')} batches of ${sum('messages')} messages`;
}

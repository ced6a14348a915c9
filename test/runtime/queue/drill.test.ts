import { expect, test } from 'vitest';
import { decideOpen } from '../../../shared/policy/recovery/drill/decide-open.ts';
import { handleBatch } from '../../../shared/runtime/queue/batch.ts';
import { sendFollowUps } from '../../../shared/runtime/queue/follow.ts';
import { readMessage } from '../../../shared/runtime/queue/message.ts';
import type { RunOutput } from '../../../shared/runtime/sweep/run.ts';
import { HOUR, SATURDAY } from '../../policy/builders.ts';
import { aDrill } from '../../support/builders/open-drills.ts';
import { aBatch, aRan, failedIds, fakeBatchDeps } from './builders.ts';

const record = aDrill();
const { account, region } = record.place;
const body = JSON.stringify({
  drill: { account, region, cluster: 'orders', id: record.drill, since: new Date(SATURDAY).toISOString() },
});

test('a drill that begins is followed by a message, and no later step of it by another', async () => {
  const sent: [readonly string[], number | undefined][] = [];
  const queue = {
    send: async (bodies: readonly string[], seconds?: number) => void sent.push([bodies, seconds]),
    delay: async () => {},
    deadLetter: async () => {},
    waiting: async () => 0,
  };
  const [step] = decideOpen({
    account,
    region,
    observedAt: SATURDAY,
    open: [{ record, etag: '"1"' }],
    clusters: [],
  });
  if (step?.verdict !== 'act' || step.command.kind !== 'restore-cluster') throw new Error('no act');
  const { etag: _, ...begun } = step.command;
  const first = { ...step, command: begun } as typeof step;
  const [sweep] = aRan().sweeps;
  if (sweep === undefined) throw new Error('no sweep');

  await sendFollowUps(queue, {
    ...sweep,
    outcomes: [{ decision: first, status: 'done' }],
  });
  await sendFollowUps(queue, { ...sweep, outcomes: [{ decision: step, status: 'done' }] });

  expect(sent).toEqual([[[body], 60]]);
});

test('its message names the source in the place of the drill', () => {
  expect(readMessage(body)).toMatchObject({
    kind: 'drill',
    request: { accounts: [account], regions: [region], clusters: ['orders'] },
    drill: { id: record.drill, since: SATURDAY },
  });
});

test.each<[string, readonly string[], number, readonly [string, number][]]>([
  ['is looked at again in a minute while it is under way', [record.drill], 11 * HOUR, [[body, 60]]],
  ['is left alone once it is over', ['202611210200-1f2e3d4c'], HOUR, []],
  ['is left to the schedule after a day', [record.drill], 24 * HOUR, []],
])('a drill %s', async (_, openDrills, age, expected) => {
  const { deps, sent } = fakeBatchDeps({ run: async () => ran(SATURDAY + age, openDrills) });

  const answer = await handleBatch(aBatch([body], { count: 100 }), deps);

  expect(failedIds(answer)).toEqual([]);
  expect(sent).toEqual(expected);
});

test('a drill in a place that cannot be read waits', async () => {
  const fault = { name: 'Throttling', message: 'slow down' };
  const { deps, sent } = fakeBatchDeps({ run: async () => aRan({ scope: { fault } }) });

  const answer = await handleBatch(aBatch([body]), deps);

  expect(failedIds(answer)).toEqual(['m0']);
  expect(sent).toEqual([]);
});

test('a message that cannot be sent again stays itself', async () => {
  const { deps } = fakeBatchDeps({
    run: async () => ran(SATURDAY, [record.drill]),
    send: async () => {
      throw new Error('no queue');
    },
  });

  expect(failedIds(await handleBatch(aBatch([body]), deps))).toEqual(['m0']);
});

function ran(at: number, openDrills: readonly string[]): RunOutput {
  const { result, sweeps } = aRan({ at });
  return { result, sweeps: sweeps.map((sweep) => ({ ...sweep, openDrills })) };
}

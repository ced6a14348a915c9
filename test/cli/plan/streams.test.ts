import { expect, test } from 'vitest';
import { countStreams, isStreamRefusal, isWaiting, planStreams } from '../../../cli/plan/streams.ts';
import { aPolicy } from '../../policy/builders.ts';
import { decision } from '../builders.ts';
import { aWorld, MONDAY, plannedStream, SUNDAY, streamDecision } from '../stream-builders.ts';

const policy = aPolicy({ timezone: 'UTC' });

function plan(one: ReturnType<typeof streamDecision>, tags: Record<string, string> = {}) {
  return planStreams(policy, [one], [aWorld({ tags })]);
}

test('a start says in which mode, and that it restarts the cluster now', () => {
  expect(plan(streamDecision('stream-due', 'start-activity-stream', MONDAY))).toEqual([
    {
      arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-orders',
      change: 'start-stream',
      mode: 'async',
      rule: 'audited',
      timezone: 'UTC',
      reason: 'stream-due',
      detail: 'stream-due it is',
      restartsAt: MONDAY,
    },
  ]);
});

test.each([
  ['stream-over', 'stop-activity-stream', 'stop-stream'],
  ['stream-drift', 'stop-activity-stream', 'stop-stream'],
  ['override-requested', 'tag-activity-stream', 'remember'],
] as const)('%s by %s is a change, %s', (reason, kind, change) => {
  expect(plan(streamDecision(reason, kind))).toMatchObject([{ change, reason }]);
});

test.each([
  [SUNDAY, 'maintenanceWindow'],
  [SUNDAY - 1, 'offHours'],
] as const)('what waits until %d waits for: %s', (restartsAt, restartsIn) => {
  const [one] = plan(streamDecision('restart-waits', undefined, restartsAt));

  expect(one).toMatchObject({ reason: 'restart-waits', restartsAt, restartsIn });
  expect(one?.change).toBeUndefined();
});

test('what a limit keeps from being done restarts nothing', () => {
  const [one] = plan(streamDecision('limit-cap', undefined, MONDAY));

  expect(one?.restartsAt).toBeUndefined();
});

test('what somebody wants for a while is told, until its time is over', () => {
  const tag = (until: string) => ({ 'dormouse:activity-stream-override': `off until ${until}` });

  const [active] = plan(streamDecision('stream-as-declared'), tag('2026-11-25T00:00:00Z'));
  const [over] = plan(streamDecision('stream-as-declared'), tag('2026-11-22T00:00:00Z'));

  expect(active?.override).toEqual({ desired: 'off', until: Date.parse('2026-11-25T00:00Z') });
  expect(over?.override).toBeUndefined();
});

test('what no rule covers is not told of, and what is about something else neither', () => {
  const decisions = [streamDecision('no-rule'), decision('a', 'stop', 'act', 'idle')];

  expect(planStreams(policy, decisions, [])).toEqual([]);
});

test('they come by place and cluster', () => {
  const decisions = ['b', 'a'].map((cluster) => ({ ...streamDecision('stream-as-declared'), cluster }));

  expect(planStreams(policy, decisions, []).map(({ cluster }) => cluster)).toEqual(['a', 'b']);
});

test.each([
  ['ineligible', true],
  ['hold-unreadable', true],
  ['key-missing', true],
  ['key-unusable', true],
  ['stream-lost', true],
  ['stream-contested', true],
  ['override-unreadable', true],
  ['restart-waits', false],
  ['stream-as-declared', false],
  ['held', false],
] as const)('%s calls for attention: %s', (reason, isRefusal) => {
  expect(isStreamRefusal(plannedStream('a', { reason }))).toBe(isRefusal);
});

test('they are counted by what would happen, and those that wait by themselves', () => {
  const streams = [
    plannedStream('a', { change: 'start-stream', reason: 'stream-due' }),
    plannedStream('b', { change: 'stop-stream', reason: 'stream-over' }),
    plannedStream('c', { change: 'remember', reason: 'override-requested' }),
    plannedStream('d'),
    plannedStream('e', { reason: 'stream-as-declared' }),
  ];

  expect(countStreams(streams)).toEqual({ start: 1, stop: 1, remember: 1, wait: 1, left: 1 });
  expect(streams.filter(isWaiting).map(({ cluster }) => cluster)).toEqual(['d']);
});

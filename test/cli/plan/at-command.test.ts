import { describe, expect, test } from 'vitest';
import { awsForEachTest, dormouse, EVENING, HOME_POLICY, NOON, POLICY, writesOf } from '../run-cli.ts';

const FLEET = `clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: dev-held, tags: { env: dev, "dormouse:hold": "up until 2026-11-23T20:00:00Z" } }
  - { id: dev-asleep, status: stopped, tags: { env: dev } }
  - { id: dev-graph, engine: neptune, tags: { env: dev }, use: always }
`;
const IDLE = POLICY.replace('atOnce', 'whenIdle');

const aws = awsForEachTest(NOON, FLEET);

const planAt = (at: string, policy: string, ...options: string[]) =>
  dormouse(['plan', '--at', at, '--policy', '-', ...options], policy);

async function dueAt(at: string, policy = HOME_POLICY): Promise<Record<string, string>> {
  const { stdout } = await planAt(at, policy, '--json');
  const { clusters } = JSON.parse(stdout) as {
    clusters: { cluster: string; change?: string; reason: string }[];
  };
  return Object.fromEntries(clusters.map(({ cluster, change, reason }) => [cluster, change ?? reason]));
}

describe('dormouse plan --at', () => {
  test('shows what hours and holds make due then, and reads it now', async () => {
    expect(await dueAt('2026-11-23T19:30:00Z')).toMatchObject({
      'dev-orders': 'stop',
      'dev-held': 'held-up',
    });
    expect(await dueAt('2026-11-23T20:30:00Z')).toMatchObject({ 'dev-orders': 'stop', 'dev-held': 'stop' });
    expect(await dueAt('2026-11-24T08:00:00Z')).toMatchObject({
      'dev-asleep': 'start',
      'dev-orders': 'in-hours',
    });
  });

  test('takes use as it is now, and asks for metrics up to now', async () => {
    const due = await dueAt('2026-11-25T22:00:00Z', IDLE);

    expect(due).toMatchObject({ 'dev-orders': 'stop', 'dev-graph': 'busy' });
    const ends = aws.simulator.calls
      .list({ action: 'GetMetricData' })
      .map(({ input }) => Number(input.EndTime));
    expect(Math.max(...ends)).toBeLessThan(Date.parse('2026-11-23T12:10:00Z'));
  });

  test('says that the facts are of now, and changes nothing', async () => {
    const { exitCode, stdout } = await planAt('2026-11-23T20:30:00+01:00', HOME_POLICY);

    expect(stdout).toMatch(
      /^What the clock makes due at 2026-11-23 19:30 UTC, by the facts of 2026-11-23 12:00 UTC\nA cluster counts as /,
    );
    expect(stdout).toMatch(/\nThe functions decide again then, by the facts of then\.\n$/);
    expect([exitCode, writesOf(aws)]).toEqual([2, []]);
  });

  test('gives both instants in JSON', async () => {
    const { stdout } = await planAt('2026-11-23T20:30:00+01:00', HOME_POLICY, '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      at: '2026-11-23T19:30:00.000Z',
      factsAt: '2026-11-23T12:00:00.000Z',
      read: [{ observedAt: '2026-11-23T12:00:00.000Z' }],
    });
  });

  test('a second from now is as now', async () => {
    await aws.open(EVENING, FLEET);
    const now = await dormouse(['plan', '--json', '--policy', '-'], IDLE);
    const then = await planAt('2026-11-23T20:00:01Z', IDLE, '--json');

    const { at: _at, factsAt: _factsAt, ...same } = JSON.parse(then.stdout);
    expect(same).toEqual(JSON.parse(now.stdout));
  });

  test.each([
    ['2026-11-23T11:00:00Z', '2026-11-23T11:00:00Z is over; name a time to come'],
    ['20:00', '--at "20:00" is not a time with its zone; write for example 2026-12-01T18:00:00Z'],
    ['2026-11-24', '--at "2026-11-24" is not a time with its zone'],
  ])('%s is refused', async (at, says) => {
    const { exitCode, stderr } = await planAt(at, HOME_POLICY);

    expect(stderr).toContain(says);
    expect(exitCode).toBe(1);
  });
});

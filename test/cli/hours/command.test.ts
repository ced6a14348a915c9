import { beforeEach, describe, expect, test } from 'vitest';
import { outcomeEventSchema } from '../../../shared/runtime/report/event-schema.ts';
import {
  awsForEachTest,
  dormouse,
  dormouseAsked,
  EVENING,
  policyFile,
  sentEvents,
  writesOf,
} from '../run-cli.ts';

const FLEET = `accounts: [{ id: "111122223333" }]
clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: dev-held, tags: { env: dev, "dormouse:hold": "up until 2026-11-30", "dormouse:hours": "never until 2026-11-30" } }
  - { id: dev-tokyo, tags: { Schedule: tokyo } }
  - { id: dev-slip, tags: { Schedule: tokio } }
  - { id: strict, tags: { env: strict } }
  - { id: demand, tags: { env: demand } }
  - { id: other }
`;
const POLICY = `version: 1
schedules: { tokyo: { hours: mon-fri 09:00-18:00, timezone: Asia/Tokyo } }
rules:
  - { name: developers, match: { tags: { env: dev } }, power: { hours: mon-fri 08:00-18:00, override: max 14d } }
  - { name: by schedule, match: { tags: { Schedule: "*" } }, power: { hours: tag Schedule, override: max 14d } }
  - { name: strict, match: { tags: { env: strict } }, power: { hours: mon-fri 08:00-18:00 } }
  - { name: demand, match: { tags: { env: demand } }, power: {} }
`;

const aws = awsForEachTest(EVENING, FLEET);
let policy: string;

beforeEach(async () => {
  policy = await policyFile(POLICY);
});

const run = (...args: string[]) => dormouse(['hours', ...args, '--policy', policy]);
const WEEK = ['mon, wed  08:00-22:00', 'until', '2026-11-30'];

describe('dormouse hours', () => {
  test('writes the tag without a comma, and says who and why in another', async () => {
    const { exitCode, stdout } = await run('dev-ord*', ...WEEK, '--because', 'release week');

    expect(writesOf(aws)).toMatchObject([
      {
        action: 'AddTagsToResource',
        input: {
          Tags: [
            { Key: 'dormouse:hours', Value: 'mon + wed 08:00-22:00 until 2026-11-30' },
            { Key: 'dormouse:by-hand', Value: 'hours 2026-11-23T20:00:00Z by simulator: release week' },
          ],
        },
      },
    ]);
    expect(stdout).toContain(
      'Until Tue 2026-12-01 00:00 UTC its hours are mon, wed 08:00-22:00; then they are mon-fri 08:00-18:00 again.',
    );
    expect(exitCode).toBe(0);
  });

  test('is what explain then shows', async () => {
    await run('dev-orders', 'always', 'for', '3d');
    const { stdout } = await dormouse(['explain', 'dev-orders', '--policy', policy]);

    expect(stdout).toContain(
      'hours       inside always until Thu 20:00 UTC, by its tag dormouse:hours until Thu 20:00 UTC',
    );
  });

  test('ends a date in the time zone of the hours that it replaces', async () => {
    const { stdout } = await run('dev-tokyo', 'always', 'until', '2026-11-30');

    expect(stdout).toContain('Until Tue 2026-12-01 00:00 Asia/Tokyo its hours are always');
  });

  test('says what it replaces, and that a hold comes first', async () => {
    const { stdout } = await run('dev-held', ...WEEK, '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      command: 'hours',
      status: 'done',
      notes: [
        expect.anything(),
        'They were "never until 2026-11-30".',
        'It is held up until Tue 2026-12-01 00:00 UTC, which comes before any hours.',
      ],
    });
  });

  test.each([
    [['dev-orders'], 'the hours are missing; write for example dormouse hours dev-orders'],
    [['dev-orders', 'always', '--remove'], '--remove takes no hours'],
    [['dev-orders', 'always', 'forever'], 'other hours need an end; write for example until'],
    [['dev-orders', 'always'], '"" does not say how long'],
    [['dev-orders', 'mon 25:00-26:00', 'for', '1d'], '"mon 25:00-26:00" has an impossible time'],
    [
      ['dev-orders', 'always', 'for', '15d'],
      'is refused: it ends too far ahead, and the rule says override: max 14d',
    ],
    [['dev-orders', 'daily 08:00-09:00 except holidays', 'for', '1d'], 'the policy has no calendar holidays'],
    [['strict', 'always', 'for', '1d'], 'the rule allows no override of its hours; change what you ask for'],
    [['demand', 'always', 'for', '1d'], 'the rule demand has no hours; keep the cluster up or stopped'],
    [['other', 'always', 'for', '1d'], 'no rule with power decides other'],
    [['dev-slip', 'always', 'for', '1d'], 'its tag Schedule="tokio" names no schedule of the policy'],
  ])('%j is refused, and nothing is written', async (args, says) => {
    const { exitCode, stderr } = await run(...args);

    expect(stderr).toContain(says);
    expect([exitCode, writesOf(aws)]).toEqual([1, []]);
  });

  test('removes the tag', async () => {
    const { exitCode, stdout } = await run('dev-held', '--remove');
    const again = await run('dev-held', '--remove');

    expect(stdout).toContain(
      'They were "never until 2026-11-30". The hours of its rule apply from the next sweep on.',
    );
    expect(again.stdout).toContain('It has no hours of its own: nothing was changed.');
    expect([exitCode, again.exitCode]).toEqual([0, 0]);
    expect(writesOf(aws).map(({ action }) => action)).toEqual([
      'RemoveTagsFromResource',
      'AddTagsToResource',
    ]);
  });

  test.each([
    ['y', 0, 1],
    ['no', 1, 0],
  ])('asks on a terminal: "%s" ends with %i', async (answer, code, writes) => {
    const { exitCode, stderr } = await dormouseAsked(
      ['hours', 'dev-orders', ...WEEK, '--policy', policy],
      answer,
    );

    expect(stderr).toContain(
      'Give dev-orders (111122223333 eu-central-1, available) the hours mon + wed 08:00-22:00',
    );
    expect([exitCode, writesOf(aws).length]).toEqual([code, writes]);
  });

  test('sends an event', async () => {
    await run('dev-orders', ...WEEK, '--event-bus', 'bus');
    await run('dev-orders', '--remove', '--event-bus', 'bus');

    const events = sentEvents(aws);
    expect(events.map(({ event }) => event['detail-type'])).toEqual([
      'Cluster Hours Set',
      'Cluster Hours Removed',
    ]);
    for (const { event } of events) expect(() => outcomeEventSchema.parse(event)).not.toThrow();
    expect(events[0]?.event.detail).toMatchObject({
      hours: 'mon + wed 08:00-22:00 until 2026-11-30',
      by: 'simulator',
    });
  });
});

import { beforeEach, describe, expect, test, vi } from 'vitest';
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
  - { id: dev-asleep, status: stopped, tags: { env: dev, "dormouse:hold": "up until 2026-11-24" } }
  - { id: dev-us, region: us-east-1 }
`;
const ARN = 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders';

const aws = awsForEachTest(EVENING, FLEET);
let policy: string;

beforeEach(async () => {
  policy = await policyFile();
});

const run = (...args: string[]) => dormouse([...args, '--policy', policy]);

describe('dormouse hold', () => {
  test('holds the power state that a cluster has, and says who and why in a tag', async () => {
    const { exitCode, stdout } = await run('hold', 'DEV-ord*', 'for', '4h', '--because', 'load test <1>');

    expect(writesOf(aws)).toEqual([
      {
        action: 'AddTagsToResource',
        input: {
          ResourceName: ARN,
          Tags: [
            { Key: 'dormouse:hold', Value: 'up until 2026-11-24T00:00:00Z' },
            { Key: 'dormouse:by-hand', Value: 'hold 2026-11-23T20:00:00Z by simulator: load test _1_' },
          ],
        },
      },
    ]);
    expect(stdout).toContain('Until Tue 00:00 UTC the functions keep it up; its backups go on.');
    expect(exitCode).toBe(0);
  });

  test.each([
    [['until', '2026-11-24', '--keep', 'stopped'], 'stopped until 2026-11-24'],
    [['until', '2026-11-24T08:00:00+01:00', '--keep', 'as-is'], 'no changes until 2026-11-24T08:00:00+01:00'],
    [['for', '1d12h', '--keep', 'up'], 'up until 2026-11-25T08:00:00Z'],
    [['forever'], 'forever'],
  ])('%j is written as "%s"', async (words, value) => {
    const { stdout } = await run('hold', ARN, ...words, '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      command: 'hold',
      arn: ARN,
      status: 'done',
      tags: { 'dormouse:hold': value },
    });
  });

  test('says what it replaces, and what it has no effect on', async () => {
    const replaced = await run('hold', 'dev-asleep', 'for', '1h');
    const powerless = await run('hold', 'dev-us', 'for', '1h');

    expect(replaced.stdout).toContain('It was held up until Wed 00:00 UTC.\n');
    expect(powerless.stdout).toContain('No rule with power decides it, so this hold has no effect.\n');
  });

  test.each([
    [
      ['hold', 'dev-*', 'for', '1h'],
      /3 clusters answer to dev-\*; name one of them by its ARN:\n {2}arn:.+\n {2}arn:/,
    ],
    [['hold', 'dev-ordres', 'for', '1h'], 'no cluster dev-ordres in the 3 clusters'],
    [['hold', 'dev-orders', 'for', 'ever'], '"ever" is not a duration; write for example'],
    [['hold', 'dev-orders', 'until', '18:00'], '"18:00" is not a time with its zone; write for example'],
    [['hold', 'dev-orders', 'until', '2026-11-01'], '2026-11-01 is over; name a time to come'],
    [['hold', 'dev-orders', '4h'], '"4h" does not say how long; write for example for 4h'],
    [['hold', 'dev-orders', 'forever', '--keep', 'up'], 'keeps a cluster up needs an end; write until'],
    [['hold', 'dev(orders', 'for', '1h'], '"dev(orders" is not a glob; name a cluster by'],
    [['hold', 'arn:aws:rds:eu-west-1:111122223333:cluster:x', 'for', '1h'], 'add its account and Region'],
  ])('%j is refused, and nothing is written', async (args, says) => {
    const { exitCode, stderr } = await run(...args);

    expect(stderr).toMatch(says);
    expect([exitCode, writesOf(aws)]).toEqual([1, []]);
  });

  test('does not take a name for unique where not all could be read, but takes an ARN', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', service: 'rds', region: 'us-east-1' }]);
    const byName = await run('hold', 'dev-orders', 'for', '1h');
    const byArn = await run('hold', ARN, 'for', '1h');

    expect(byName.stderr).toMatch(/not all could be read: 111122223333 us-east-1: AccessDenied.+by its ARN/);
    expect([byName.exitCode, byArn.exitCode]).toEqual([1, 0]);
  });

  test.each([
    ['y', 0, 1],
    ['no', 1, 0],
    ['', 1, 0],
  ])('asks on a terminal: "%s" ends with %i', async (answer, code, writes) => {
    const { exitCode, stderr } = await dormouseAsked(
      ['hold', 'dev-orders', 'for', '1h', '--policy', policy],
      answer,
    );

    expect(stderr).toContain('Hold dev-orders (111122223333 eu-central-1, available): up until 2026');
    expect([exitCode, writesOf(aws).length]).toEqual([code, writes]);
  });

  test('sends an event to a bus, by option or environment', async () => {
    vi.stubEnv('DORMOUSE_EVENT_BUS', 'dormouse-prod');
    await run('hold', 'dev-orders', 'for', '1h', '--because', 'load test');
    await run('release', 'dev-orders', '--event-bus', 'other');

    const events = sentEvents(aws);
    expect(events.map(({ bus, event }) => [bus, event['detail-type']])).toEqual([
      ['dormouse-prod', 'Cluster Hold Set'],
      ['other', 'Cluster Hold Removed'],
    ]);
    for (const { event } of events) expect(() => outcomeEventSchema.parse(event)).not.toThrow();
    expect(events[0]?.event.detail).toMatchObject({
      function: 'dormouse hold',
      hold: 'up until 2026-11-23T21:00:00Z',
      by: 'simulator',
      because: 'load test',
    });
  });

  test('says that an event was lost, and ends with 1, though the hold is written', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', service: 'events' }]);

    const { exitCode, stderr } = await run('hold', 'dev-orders', 'for', '1h', '--event-bus', 'bus');

    expect(stderr).toMatch(/it was done, but the event was not sent: .+AccessDenied/);
    expect([exitCode, writesOf(aws).length]).toEqual([1, 1]);
  });
});

describe('dormouse release', () => {
  test('removes the hold, and says whose it was', async () => {
    await run('hold', 'dev-orders', 'for', '4h', '--because', 'load test');
    const { exitCode, stdout } = await run('release', 'dev-orders');
    const again = await run('release', 'dev-orders');

    expect(stdout).toContain('It was held up until Tue 00:00 UTC, by simulator: load test.');
    expect(again.stdout).toContain('It is not held: nothing was changed.');
    expect([exitCode, again.exitCode]).toEqual([0, 0]);
    expect(writesOf(aws).map(({ action }) => action)).toEqual([
      'AddTagsToResource',
      'RemoveTagsFromResource',
      'AddTagsToResource',
    ]);
  });
});

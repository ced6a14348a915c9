import { beforeEach, describe, expect, test, vi } from 'vitest';
import { MINUTE_MS } from '../../../shared/policy/time/units.ts';
import { outcomeEventSchema } from '../../../shared/runtime/report/event-schema.ts';
import {
  awsForEachTest,
  dormouse,
  dormouseAsked,
  EVENING,
  HOME_POLICY,
  POLICY,
  policyFile,
  sentEvents,
  writesOf,
} from '../run-cli.ts';

const aws = awsForEachTest(EVENING);
const PAUSED = '/dormouse/prod/paused';
let onLook = (): void => undefined;

// AWS takes minutes, which pass on the simulator's clock while the command waits.
vi.mock('../../../cli/terminal/interrupt.ts', async (original) => ({
  ...(await original<object>()),
  sleep: async () => {
    onLook();
    aws.simulator.clock.advanceTo(aws.simulator.clock.now() + 5 * MINUTE_MS);
  },
}));

beforeEach(() => {
  onLook = () => undefined;
});

const stops = () => writesOf(aws).filter(({ action }) => action === 'StopDBCluster');

describe('dormouse apply', () => {
  test('shows the plan, makes its changes, and follows them until AWS has done them', async () => {
    const { exitCode, stdout, stderr } = await dormouse(['apply', '--yes', '--policy', await policyFile()]);

    expect(stdout).toMatch(/- stop {3}dev-orders {2}outside-hours[\s\S]+Plan: 2 to stop, 0 to start/);
    expect(stdout).toMatch(/ {2}- stop +dev-orders {2}requested\n/);
    expect(stdout).toMatch(/ {2}confirmed +dev-orders: it is stopped, after \d+m\n/);
    expect(stdout).toMatch(/\nApplied: 2 changes requested, 2 confirmed\.\n$/);
    expect(stops().map(({ input }) => input.DBClusterIdentifier)).toEqual(['dev-orders', 'dev-us']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  test('takes nothing away while it cannot be read whether anything is paused', async () => {
    aws.simulator.parameters.set(PAUSED, 'soon');

    const { stdout } = await dormouse(['apply', '--yes', '--policy', await policyFile()]);

    expect(stdout).toContain('Plan: 0 to stop');
    expect(stdout).toContain('pauses-unknown');
    expect(stops()).toEqual([]);
  });

  test('makes none of its changes if somebody pauses it before they are approved', async () => {
    const pause = { since: EVENING, by: 'anna', because: 'migration' };
    const { stdout } = await dormouseAsked(['apply', '--policy', await policyFile()], () => {
      aws.simulator.parameters.set(PAUSED, JSON.stringify([pause]));
      return 'y';
    });

    expect(stdout).toContain('paused by anna until it is resumed');
    expect(stops()).toEqual([]);
  });

  test('makes only the changes to the clusters and of the functions that are named', async () => {
    const policy = await policyFile();
    const started = await dormouse(['apply', 'start-clusters', '--yes', '--policy', policy]);
    const narrowed = await dormouse(['apply', '--yes', '--clusters', 'dev-u*', '--policy', policy]);

    expect(started.stdout).toContain('Plan: 0 to stop, 0 to start');
    expect(started.stdout).toMatch(/Nothing to do\.\n$/);
    expect(narrowed.stdout).toContain('Plan: 1 to stop');
    expect(stops().map(({ input }) => input.DBClusterIdentifier)).toEqual(['dev-us']);
    expect([started.exitCode, narrowed.exitCode]).toEqual([0, 0]);
  });

  test.each([
    ['y', 2, 0],
    ['n', 0, 1],
  ])('asks on a terminal: "%s" makes %i changes', async (answer, number, code) => {
    const { exitCode, stderr } = await dormouseAsked(['apply', '--policy', await policyFile()], answer);

    expect(stderr).toContain('Make these changes? [y/N]');
    expect([stops().length, exitCode]).toEqual([number, code]);
  });

  test('refuses without a terminal and without --yes, before it reads anything', async () => {
    const { exitCode, stderr } = await dormouse(['apply', '--policy', await policyFile()]);

    expect(stderr).toBe(
      'dormouse: apply asks before it acts, and there is no terminal to ask on; add --yes\n',
    );
    expect([exitCode, aws.simulator.calls.list()]).toEqual([1, []]);
  });

  test.each([
    ['of the policy', HOME_POLICY.replace('enforce', 'observe'), 'in observe mode, so nothing was changed'],
    [
      'of the rule',
      HOME_POLICY.replace('    match', '    mode: observe\n    match'),
      'a rule in observe mode prevents it',
    ],
  ])('changes nothing in mode observe %s, says so, and ends with 2', async (_, policy, says) => {
    const { exitCode, stdout } = await dormouse(['apply', '--yes', '--policy', '-'], policy);

    expect(stdout).toContain(says);
    expect([exitCode, writesOf(aws)]).toEqual([2, []]);
  });

  test('changes nothing that a breaker prevents, and ends with 2', async () => {
    await aws.open(EVENING, 'clusters: [{ id: "dev-{n}", count: 2, tags: { env: dev } }]\n');
    const policy = `${HOME_POLICY}limits: { stop: { cap: 50, breaker: 50% } }\n`;

    const { exitCode, stdout } = await dormouse(['apply', '--yes', '--policy', '-'], policy);

    expect(stdout).toMatch(/Nothing was changed: a breaker or a rule in observe mode prevents it\.\n$/);
    expect([exitCode, writesOf(aws)]).toEqual([2, []]);
  });

  test('keeps the limits of the policy', async () => {
    const policy = `${POLICY}limits: { stop: { cap: 1 } }\n`;
    await aws.open(EVENING, 'clusters: [{ id: "dev-{n}", count: 3, tags: { env: dev } }]\n');

    const { stdout } = await dormouse(['apply', '--yes', '--policy', '-', '--wait', '0m'], policy);

    expect(stdout).toContain('Applied: 1 change requested.\n');
    expect(stops()).toHaveLength(1);
  });

  test('ends with 1 when AWS refuses one, and does the others', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', action: 'StopDBCluster', region: 'us-east-1' }]);

    const { exitCode, stdout } = await dormouse(['apply', '--yes', '--policy', await policyFile()]);

    expect(stdout).toMatch(/- stop +dev-us {2}failed: AccessDenied: /);
    expect(stdout).toMatch(/Applied: 1 change requested, 1 confirmed, 1 not done\.\n$/);
    expect(exitCode).toBe(1);
  });

  test('ends with 1 when what it requested does not come about', async () => {
    onLook = () =>
      aws.simulator.backend.cluster('dev-orders').setStatus('inaccessible-encryption-credentials');

    const { exitCode, stdout } = await dormouse(['apply', '--yes', '--policy', '-'], HOME_POLICY);

    expect(stdout).toMatch(/ {2}not confirmed dev-orders: it is inaccessible-encryption-credentials, after/);
    expect(exitCode).toBe(1);
  });

  test('makes no change that was not in the plan, and none that is not due any more', async () => {
    await aws.open(EVENING, 'clusters: [{ id: dev-a, tags: { env: dev } }, { id: dev-b }]\n');
    const policy = await policyFile(HOME_POLICY);
    const { exitCode, stdout } = await dormouseAsked(['apply', '--no-color', '--policy', policy], () => {
      // While the person reads the plan, one cluster is held, and the other comes under the rule.
      aws.simulator.backend.cluster('dev-a').changeTags({ 'dormouse:hold': 'forever' });
      aws.simulator.backend.cluster('dev-b').changeTags({ env: 'dev' });
      return 'y';
    });

    expect(stdout).toMatch(/dev-a {2}not due any more: held forever/);
    expect([exitCode, writesOf(aws)]).toEqual([0, []]);
  });

  test('Ctrl-C ends after the act in hand: the rest is not begun, and nothing is waited for', async () => {
    await aws.open(EVENING, 'clusters: [{ id: "dev-{n}", count: 20, tags: { env: dev } }]\n');
    const running = dormouse(['apply', '--yes', '--policy', '-'], HOME_POLICY);
    await vi.waitUntil(() => stops().length > 0, { interval: 1, timeout: 30_000 });
    process.emit('SIGINT');
    const { exitCode, stdout, stderr } = await running;

    expect(stderr).toContain('Ending after the step in hand');
    expect(stdout).toMatch(/requested\n[\s\S]*not begun/);
    expect(stdout).not.toContain(' confirmed ');
    expect(stops().length).toBeLessThan(20);
    expect(exitCode).toBe(1);
  });

  test('sends the events of its acts and their ends', async () => {
    await dormouse(['apply', '--yes', '--policy', '-', '--event-bus', 'bus'], HOME_POLICY);

    const events = sentEvents(aws).map(({ event }) => outcomeEventSchema.parse(event));
    expect(events.map((event) => event['detail-type'])).toContain('Cluster Stop Requested');
    expect(events.at(-1)).toMatchObject({
      'detail-type': 'Cluster Stop Confirmed',
      detail: { function: 'dormouse apply', cluster: 'dev-orders' },
    });
  });

  test('gives all of it as JSON', async () => {
    const { stdout } = await dormouse(['apply', '--yes', '--json', '--policy', '-'], HOME_POLICY);

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      plan: { summary: { stop: 1 } },
      outcomes: [
        {
          function: 'stop-idle-clusters',
          status: 'done',
          decision: { cluster: 'dev-orders', action: 'stop', reason: 'outside-hours' },
        },
      ],
      confirmations: [{ cluster: 'dev-orders', state: 'confirmed', detail: 'it is stopped' }],
    });
  });

  test.each([
    [
      ['drill-restores', '--yes'],
      'drill-restores takes hours and keeps records, so apply does no restore drills; deploy the stack with drills: true, and let the function do them',
    ],
    [
      ['stop-idle-cluster', '--yes'],
      'there is no function stop-idle-cluster; did you mean stop-idle-clusters?',
    ],
    [['--yes', '--wait', 'long'], '--wait "long" is not a duration; write for example 30m'],
  ])('%j is an error with a remedy', async (args, says) => {
    const { exitCode, stderr } = await dormouse(['apply', ...args, '--policy', await policyFile()]);

    expect(stderr).toContain(says);
    expect(exitCode).toBe(1);
  });
});

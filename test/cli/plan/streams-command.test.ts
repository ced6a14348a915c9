import { describe, expect, test } from 'vitest';
import { awsForEachTest, dormouse, NOON, policyFile } from '../run-cli.ts';

/** Clusters of the simulator have their maintenance window on Sunday at 05:00 UTC, unless they name one. */
const FLEET = `accounts: [{ id: "111122223333" }]
region: eu-central-1
clusters:
  - { id: due, tags: { audit: required }, maintenanceWindow: "mon:11:45-mon:12:15", since: 3h }
  - { id: waits, tags: { audit: required }, since: 3h }
  - { id: runs, tags: { audit: required }, activityStream: { status: started, key: alias/das } }
  - id: excused
    tags: { audit: required, "dormouse:activity-stream-override": off until 2026-11-25T00:00:00Z }
  - { id: graph, engine: neptune, tags: { audit: required } }
  - { id: small, tags: { scaled: "yes" }, serverless: { min: 1, max: 8 } }
  - { id: fits, tags: { scaled: "yes" }, serverless: { min: 2, max: 16 } }
  - { id: fixed, tags: { scaled: "yes" } }
keys:
  - { alias: alias/das, regions: [eu-central-1] }
`;

const POLICY = `version: 1
mode: enforce
targets: [{ account: "111122223333", regions: [eu-central-1] }]
rules:
  - name: audited
    match: { tags: { audit: required } }
    activityStream: { mode: async, kmsKey: alias/das }
  - name: scaled
    match: { tags: { scaled: "yes" } }
    capacity: [{ hours: "mon-fri 07:00-19:00", min: 2, max: 16 }, { min: 0.5, max: 4 }]
`;

const aws = awsForEachTest(NOON, FLEET);

async function plan(...args: string[]) {
  return await dormouse(['plan', '--policy', await policyFile(POLICY), ...args]);
}

describe('dormouse plan, of activity streams and capacity', () => {
  test('shows what would be changed, what restarts now, and ends with 2', async () => {
    const { exitCode, stdout, stderr } = await plan();

    expect(stdout).toMatch(/ {2}\+ stream {4}due {4}stream-due {8}audited\n.+; restarts the cluster now\n/);
    expect(stdout).toMatch(/ {2}~ capacity {2}small {2}capacity-differs +scaled\n.+1-8 ACU to 2-16 ACU/);
    expect(stdout).toContain(
      'Plan: 0 to stop, 0 to start, 1 stream to start, 1 capacity to change, 8 clusters unchanged.\n',
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
  });

  test('writes nothing in AWS', async () => {
    await plan();

    expect(
      Object.keys(aws.simulator.calls.count()).filter((name) => !/^(Describe|Get|List)/.test(name)),
    ).toEqual([]);
  });

  test('lists what waits for its window, which is nothing to do now', async () => {
    const { exitCode, stdout } = await plan('--clusters', 'waits');

    expect(stdout).toMatch(
      /Restarts that wait .+\n.+ waits {2}Sun 05:00 UTC \(its maintenance window\) {2}audited\n/,
    );
    expect(stdout).toContain('Plan: 0 to stop, 0 to start, 1 cluster unchanged.\n');
    expect(exitCode).toBe(0);
  });

  test('names the streams that do not run, and what somebody wants otherwise', async () => {
    const { stdout } = await plan();

    expect(stdout).toMatch(/! {2}111122223333 {2}eu-central-1 {2}graph {2}stream: ineligible\n/);
    expect(stdout).toMatch(/ waits +restart-waits +since Mon 09:00 UTC +at most 3 h +audited\n/);
    expect(stdout).toMatch(/ excused {2}off until Wed 00:00 UTC {2}audited\n/);
    expect(stdout).not.toMatch(/excused.+since/);
  });

  test('reports a key that cannot be used also for a stream that still waits', async () => {
    const path = await policyFile(POLICY.replace('alias/das', 'alias/dsa'));

    const { stdout } = await dormouse(['plan', '--policy', path, '--clusters', 'waits']);

    expect(stdout).toMatch(/ waits {2}stream: key-unusable\n.+alias\/dsa in eu-central-1/);
  });

  test('says nothing of streams and capacity that are as they should be', async () => {
    const { exitCode, stdout } = await plan('--clusters', 'runs', 'fits', 'fixed');

    expect(stdout).toBe(`Clusters that are neither stopped nor started
  3  no-rule  no rule with power matches

Plan: 0 to stop, 0 to start, 3 clusters unchanged.
`);
    expect(exitCode).toBe(0);
  });

  test('names the functions that could not read a place', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBInstances' }]);

    const { exitCode, stdout } = await plan();

    expect(stdout).toContain('✗ 111122223333  eu-central-1  toggle-activity-streams, scale-capacity\n');
    expect(exitCode).toBe(1);
  });

  test('all of it comes as JSON', async () => {
    const { stdout } = await plan('--json');

    expect(JSON.parse(stdout)).toMatchObject({
      summary: {
        streams: { start: 1, stop: 0, remember: 0, wait: 1, left: 3 },
        capacities: { change: 1, left: 2 },
      },
      streams: [
        { cluster: 'due', change: 'start-stream', mode: 'async', restartsAt: '2026-11-23T12:00:00.000Z' },
        { cluster: 'excused', override: { desired: 'off', until: '2026-11-25T00:00:00.000Z' } },
        { cluster: 'graph', reason: 'ineligible' },
        { cluster: 'runs', reason: 'stream-as-declared' },
        {
          ...{ cluster: 'waits', reason: 'restart-waits' },
          ...{ restartsAt: '2026-11-29T05:00:00.000Z', restartsIn: 'maintenanceWindow' },
        },
      ],
      streamGaps: [{ cluster: 'due', since: '2026-11-23T09:00:00.000Z' }, { cluster: 'waits' }],
      capacities: [
        { cluster: 'fits', reason: 'capacity-as-declared' },
        { cluster: 'fixed', reason: 'not-serverless' },
        {
          ...{ cluster: 'small', change: 'capacity', unit: 'ACU' },
          ...{ from: { min: 1, max: 8 }, to: { min: 2, max: 16 } },
        },
      ],
    });
  });
});

describe('dormouse explain', () => {
  test('reports the declared and the seen state of a stream, and when a restart is allowed', async () => {
    const { stdout } = await dormouse(['explain', 'waits', '--policy', await policyFile(POLICY)]);

    expect(stdout).toContain('\nstream      no, restart-waits: ');
    expect(stdout).toContain('\ndeclared    async, always, encrypted with alias/das\n');
    expect(stdout).toContain(
      '\nrestart     maintenanceWindow: allowed from Sun 05:00 UTC, its maintenance window\n',
    );
    expect(stdout).toContain('\nmissing     since Mon 09:00 UTC, at most 3 h\n');
    expect(stdout).not.toContain('capacity    ');
  });

  test('reports the entry of capacity that applies, the present capacity, and the allowed one', async () => {
    const { stdout } = await dormouse(['explain', 'small', '--policy', await policyFile(POLICY)]);

    expect(stdout).toContain('\ncapacity    yes, capacity-differs: ');
    expect(stdout).toContain('\nobserved    1-8 ACU\nAWS allows  0-256 ACU\n');
    expect(stdout).not.toContain('\nstream      ');
  });

  test('gives both as JSON', async () => {
    const { stdout } = await dormouse(['explain', 'waits', '--json', '--policy', await policyFile(POLICY)]);

    expect(JSON.parse(stdout)).toMatchObject({
      explanations: [
        {
          activityStream: {
            decision: { reason: 'restart-waits' },
            declared: { mode: 'async', hours: 'always', desired: 'async', restart: 'maintenanceWindow' },
            observed: { status: 'stopped' },
          },
        },
      ],
    });
  });
});

import { CreateDBClusterCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterEach, expect, test, vi } from 'vitest';
import { width } from '../../../cli/terminal/columns.ts';
import { VERSION } from '../../../shared/aws/client/version.ts';
import { policyDigest } from '../../../shared/policy/file/deployed.ts';
import { dormouse, dormouseAsked, policyFile } from '../run-cli.ts';
import { FLEET, heads, NOON, POLICY, recorded, zone } from './recorded.ts';

/** The function, its rule, the policy and the release, as an entry shows them. */
const BY_RULE = `stop-idle-clusters, rule developers, policy ${policyDigest(POLICY).slice(0, 12)}, release ${VERSION}`;

afterEach(() => void vi.useRealTimers());

/** A Monday evening: the cluster is stopped and confirmed, started by hand, and cannot be stopped again. */
async function anEvening() {
  const stage = await recorded(NOON, FLEET);
  await stage.stopAt('2026-11-23T18:05:00Z');
  await stage.followAt('2026-11-23T18:30:00Z');
  stage.goOnTo('2026-11-23T19:00:00Z');
  const asked = ['--because', 'load test', '--event-bus', 'dormouse-prod', '--policy', await policyFile()];
  await dormouse(['start', 'dev', '--for', '1h', '--yes', ...asked]);
  stage.simulator.faults.setRules([{ kind: 'denied', action: 'StopDBCluster' }]);
  await expect(stage.stopAt('2026-11-23T20:30:00Z')).rejects.toThrow();
  stage.simulator.faults.setRules([]);
  stage.goOnTo('2026-11-23T21:00:00Z');
  return stage;
}

/** A Monday evening whose first sweep may not read the clusters, nor may the next ones. */
async function aFailedSweep() {
  const stage = await recorded(NOON, FLEET);
  stage.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBClusters' }]);
  stage.goOnTo('2026-11-23T18:05:00Z');
  await expect(stage.stopAt('2026-11-23T18:05:00Z')).rejects.toThrow();
  return stage;
}

test('shows what the functions and people did to a cluster, and why, by day', async () => {
  await anEvening();

  const { exitCode, stdout } = await dormouse(['history', 'dev', ...zone]);

  expect(stdout).toBe(`dev  111122223333  eu-central-1  cluster-FIRST
Mon 2026-11-23
  19:05  stop requested (outside-hours)
         outside mon-fri 07:00-19:00 since Mon 19:00 Europe/Berlin; next opens Tue 07:00
         ${BY_RULE}
  19:30  stop confirmed after 25m
         it is stopped
         ${BY_RULE}
  20:00  hold set
         simulator set the hold "up until 2026-11-23T20:00:00Z": load test
         by simulator with dormouse start
  20:00  start requested (by-hand)
         simulator asked for it until Mon 20:00 UTC: load test
         by simulator with dormouse start
  21:30  stop failed (outside-hours)
         outside mon-fri 07:00-19:00 since Mon 19:00 Europe/Berlin; next opens Tue 07:00; AccessDenied: User: arn:aws:iam::111122223333:root is not authorized to perform: rds:StopDBCluster (allow the action named here in the role's policy, in its trust policy if it is sts:AssumeRole, and check that no service control policy denies it)
         ${BY_RULE}

History: 5 entries of 1 cluster from 2026-11-16 21:00 UTC to 2026-11-23 21:00 UTC; times of Europe/Berlin.
`);
  expect(exitCode).toBe(0);
});

test('fits a terminal of 80 columns', async () => {
  await anEvening();

  const { stdout } = await dormouseAsked(['history', 'dev', ...zone], '');

  expect(stdout.split('\n').filter((line) => width(line) > 80)).toEqual([]);
});

test('tells clusters of the same name apart, and shows a renamed one as one', async () => {
  const stage = await recorded(NOON, FLEET);
  await stage.stopAt('2026-11-23T18:05:00Z');
  stage.simulator.backend.cluster('dev').rename('dev-2025');
  const created = {
    DBClusterIdentifier: 'dev',
    Engine: 'aurora-postgresql',
    Tags: [{ Key: 'env', Value: 'dev' }],
  };
  await new RDSClient({}).send(
    new CreateDBClusterCommand({ ...created, MasterUsername: 'a', MasterUserPassword: 'aaaaaaaa' }),
  );
  stage.simulator.clock.advanceTo(Date.parse('2026-11-24T12:00:00Z'));
  await stage.startAt('2026-11-24T12:00:00Z');
  await stage.stopAt('2026-11-24T20:00:00Z');
  stage.goOnTo('2026-11-24T21:00:00Z');

  const { stdout } = await dormouse(['history', ...zone]);
  const second = /cluster-(?!FIRST)\w+/.exec(stdout)?.[0] ?? '';
  const former = await dormouse(['history', 'cluster-FIRST', ...zone]);

  expect(heads(stdout)).toEqual([
    `dev  111122223333  eu-central-1  ${second}`,
    'Tue 2026-11-24',
    '  21:00  stop refused (ineligible)',
    'dev-2025  111122223333  eu-central-1  cluster-FIRST  (was dev)',
    'Mon 2026-11-23',
    expect.stringMatching('19:05 {2}stop requested'),
    'Tue 2026-11-24',
    expect.stringMatching('13:00 {2}start requested'),
    expect.stringMatching('21:00 {2}stop requested'),
    expect.stringMatching('^History: 4 entries of 2 clusters'),
  ]);
  expect(heads(former.stdout).slice(0, -1)).toEqual(heads(stdout).slice(3, -1));
});

test('shows a failed sweep where it explains that nothing was done, and joins what was told again', async () => {
  const stage = await aFailedSweep();
  stage.goOnTo('2026-11-23T18:10:00Z');
  await expect(stage.startAt('2026-11-23T18:10:00Z')).rejects.toThrow();
  stage.simulator.faults.setRules([]);
  await stage.stopAt('2026-11-23T18:15:00Z');
  stage.goOnTo('2026-11-23T21:00:00Z');

  const { stdout } = await dormouse(['history', 'dev', ...zone]);
  const all = await dormouse(['history', ...zone]);

  expect(heads(stdout).slice(2, 4)).toEqual([
    '  19:05  sweep failed, 2 times until Mon 19:10',
    '  19:15  stop requested (outside-hours)',
  ]);
  expect(heads(all.stdout).slice(0, 3)).toEqual([
    '111122223333  eu-central-1',
    'Mon 2026-11-23',
    '  19:05  sweep failed, 2 times until Mon 19:10',
  ]);
});

test('shows a failed sweep where it explains that a cluster has no entry at all', async () => {
  const stage = await aFailedSweep();
  stage.goOnTo('2026-11-23T21:00:00Z');

  for (const words of [['history', 'dev'], ['history']]) {
    const { stdout } = await dormouse([...words, ...zone]);

    expect(heads(stdout).slice(0, 3)).toEqual([
      '111122223333  eu-central-1',
      'Mon 2026-11-23',
      '  19:05  sweep failed',
    ]);
    expect(stdout).not.toContain('Nothing was done');
  }
});

test('reads on in the record that an earlier stack has left, and shows each event once', async () => {
  const stage = await recorded(NOON, FLEET);
  await stage.stopAt('2026-11-23T18:05:00Z');
  stage.deployAgain();
  // EventBridge delivers at least once, and replays are events of their own.
  const [group] = stage.simulator.logGroups.all;
  const again = (message: string) => message.replace('"id":"', '"id":"again-');
  group?.events.push(...group.events.map((event) => ({ ...event, message: again(event.message) })));
  await stage.startAt('2026-11-24T06:30:00Z');
  stage.goOnTo('2026-11-24T07:00:00Z');

  const { stdout } = await dormouse(['history', 'dev', '--json']);

  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    since: '2026-11-17T07:00:00.000Z',
    until: '2026-11-24T07:00:00.000Z',
    records: ['/aws/events/dormouse-prod/a', '/aws/events/dormouse-prod/b'],
    clusters: [
      {
        cluster: 'dev',
        account: '111122223333',
        region: 'eu-central-1',
        resourceId: 'cluster-FIRST',
        entries: [
          expect.objectContaining({
            at: '2026-11-23T18:05:00.000Z',
            event: 'Cluster Stop Requested',
            what: 'stop requested',
            function: 'stop-idle-clusters',
            rule: 'developers',
            policy: policyDigest(POLICY),
            release: VERSION,
            reason: 'outside-hours',
          }),
          expect.objectContaining({ event: 'Cluster Start Requested' }),
        ],
      },
    ],
    places: [],
    unread: 0,
  });
});

test('says so where nothing happened, or a line cannot be understood', async () => {
  const stage = await recorded(NOON, FLEET);
  await stage.stopAt('2026-11-23T18:05:00Z');
  stage.simulator.logGroups.all[1]?.events.forEach((line, at, events) => {
    events[at] = { ...line, message: line.message.replace('"at":', '"when":') };
  });
  stage.goOnTo('2026-11-23T21:00:00Z');

  const { stdout, exitCode } = await dormouse(['history', 'dev', '--timezone', 'UTC']);

  expect(stdout).toContain('History: 0 entries of 0 clusters');
  expect(stdout).toContain('look further back with --since');
  expect(stdout).toContain('1 line of the record could not be understood.');
  expect(exitCode).toBe(0);
});

/** `dormouse history` against moto, which hands events on a bus to a log group by a rule, and does not filter JSON. */

import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dormouse, policyFile } from '../cli/run-cli.ts';
import { createCluster } from './fleet.ts';
import { type Lambda, stubLambda } from './lambda.ts';
import { type MotoServer, startMoto } from './server.ts';

const region = 'eu-central-1';
const account = '123456789012';
const group = '/aws/events/dormouse-test/1';
const policy = `version: 1
mode: enforce
targets: [{ account: "${account}", regions: [${region}] }]
rules: [{ name: all, match: { tags: { env: [dev] } }, power: { hours: always } }]
`;

let moto: MotoServer;
let lambda: Lambda;

beforeAll(async () => {
  moto = await startMoto();
  lambda = await stubLambda(moto.url, region);
  await new CloudWatchLogsClient().send(new CreateLogGroupCommand({ logGroupName: group }));
  const events = new EventBridgeClient();
  const rule = { EventBusName: 'dormouse-test' };
  await events.send(
    new PutRuleCommand({ ...rule, Name: 'record', EventPattern: JSON.stringify({ source: ['dormouse'] }) }),
  );
  const Arn = `arn:aws:logs:${region}:${account}:log-group:${group}`;
  await events.send(new PutTargetsCommand({ ...rule, Rule: 'record', Targets: [{ Id: 'record', Arn }] }));
  for (const id of ['orders', 'orders-2']) {
    await createCluster({ id, region, tags: { env: 'dev' }, stopped: true });
  }
});

afterAll(() => {
  lambda?.close();
  moto?.close();
  vi.unstubAllEnvs();
});

test('shows what a function and a person have done to a cluster, and nothing of another', async () => {
  lambda.givePolicy(policy);
  await lambda.invoke('start-clusters');
  const asked = ['--event-bus', 'dormouse-test', '--because', 'demo', '--policy', await policyFile(policy)];
  await dormouse(['hold', 'orders', 'for', '1h', '--keep', 'up', '--yes', ...asked]);

  const { exitCode, stdout } = await dormouse(['history', 'orders', '--stage', 'test', '--timezone', 'UTC']);

  expect(stdout).toMatch(/^orders {2}123456789012 {2}eu-central-1/);
  expect(stdout).toMatch(
    /start requested \(in-hours\)\n.+\n +start-clusters, rule all, policy [0-9a-f]{12}, release [\d.]+\n/,
  );
  expect(stdout).toMatch(/hold set\n.+: demo\n +by .+ with dormouse hold\n/);
  expect(stdout).not.toContain('orders-2');
  expect(exitCode).toBe(0);
});

test('says which stages have a record', async () => {
  const { exitCode, stderr } = await dormouse(['history', 'orders', '--stage', 'prod']);

  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('with --stage: test')]);
});

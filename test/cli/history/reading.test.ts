import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isAllowed } from '../../support/iam/evaluate.ts';
import { parseStatements } from '../../support/iam/statement.ts';
import { dormouse } from '../run-cli.ts';
import { FLEET, heads, NOON, recorded, zone } from './recorded.ts';

afterEach(() => void vi.useRealTimers());

describe('of a long record', () => {
  const long = async () => {
    const stage = await recorded(NOON, FLEET);
    await stage.stopAt('2026-11-23T18:05:00Z');
    const [, group] = stage.simulator.logGroups.all;
    const [line] = group?.events ?? [];
    for (let day = 0; day < 2000; day += 1) {
      const message = (line?.message ?? '')
        .replaceAll('cluster-FIRST', `cluster-${day}`)
        .replace(/"id":"\w+/, `"id":"${day}`)
        .replaceAll('dev', `orders-${day}`);
      if (line !== undefined) group?.events.push({ ...line, message });
    }
    stage.goOnTo('2026-11-23T21:00:00Z');
    return stage;
  };

  test('all pages are read, and only lines with the name are sent', async () => {
    const stage = await long();

    const { stdout } = await dormouse(['history', 'orders-1999', ...zone]);

    const calls = stage.simulator.calls.list({ action: 'FilterLogEvents' });
    expect(heads(stdout)[0]).toMatch(/^orders-1999 /);
    expect(calls.length).toBeGreaterThan(4);
    expect(calls[0]?.input).toMatchObject({
      filterPattern: '?"orders-1999" ?"Sweep Failed" ?"Limit Breaker Tripped"',
    });
  });

  test.each([
    [['orders-19*'], 111],
    [['arn:aws:rds:eu-central-1:111122223333:cluster:orders-7'], 1],
    [['arn:aws:rds:us-east-1:111122223333:cluster:orders-7'], 0],
    [['orders-7', '--accounts', '444455556666'], 0],
    [['orders-7', '--until', '2026-11-23T18:00:00Z'], 0],
    [['orders-7', '--since', '1h'], 0],
    [['ORDERS-7'], 1],
  ])('%j shows %i clusters', async (args, clusters) => {
    await long();

    expect(JSON.parse((await dormouse(['history', ...args, '--json'])).stdout).clusters).toHaveLength(
      clusters,
    );
  });
});

describe('an error has a remedy:', () => {
  test.each([
    ['another stage', ['--stage', 'dev'], /no record of events in eu-central-1; name one .+ --stage: prod/],
    [
      'another Region',
      ['--region', 'eu-west-1'],
      /no record of events in eu-west-1; name the Region .+ --region/,
    ],
    ['no cluster', ['dev orders'], /"dev orders" names no cluster; write its identifier/],
    [
      'another ARN',
      ['arn:aws:rds:eu-central-1:111122223333:db:a'],
      /is no ARN of a cluster; write arn:aws:rds/,
    ],
    ['no time', ['--until', 'noon'], /--until "noon" is neither a duration nor a time/],
    ['a time before', ['--until', '30d'], /--until 30d is before --since 7d; name a later time/],
    [
      'a time to come',
      ['--since', '2099-01-01T00:00:00Z'],
      /--since 2099-01-01T00:00:00Z is still to come; name an earlier time/,
    ],
    ['no time zone', ['--timezone', 'CEST5'], /"CEST5" is no time zone; write/],
  ])('%s', async (_, args, message) => {
    const stage = await recorded(NOON, FLEET);
    stage.goOnTo('2026-11-23T21:00:00Z');

    const { exitCode, stderr } = await dormouse(['history', ...args]);

    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(message)]);
  });

  test('the record may not be read', async () => {
    const stage = await recorded(NOON, FLEET);
    stage.simulator.faults.setRules([{ kind: 'denied', action: 'FilterLogEvents' }]);

    const { exitCode, stderr } = await dormouse(['history', 'dev']);

    expect(stderr).toMatch(
      /cannot be read: AccessDenied.*; allow logs:DescribeLogGroups and logs:FilterLogEvents/,
    );
    expect(exitCode).toBe(1);
  });
});

describe('the permissions in docs/cli.md', () => {
  const page = readFileSync('docs/cli.md', 'utf8');
  const [, json = ''] = /<!-- history -->\n```json\n([\s\S]*?)```/.exec(page) ?? [];
  const statements = parseStatements(JSON.parse(json));

  test('allow all that it calls, and all of them are needed', async () => {
    const stage = await recorded(NOON, FLEET);
    stage.simulator.calls.clear();
    await dormouse(['history', 'dev', '--since', '1h']);

    const calls = stage.simulator.calls.list().filter(({ service }) => service === 'logs');

    expect(calls.map(({ action }) => action)).toEqual([
      'DescribeLogGroups',
      'FilterLogEvents',
      'FilterLogEvents',
    ]);
    const requests = calls.flatMap(({ action, resources }) =>
      resources.map((resource) => ({ action: `logs:${action}`, resource, context: {} })),
    );
    expect(requests.filter((request) => !isAllowed(statements, request))).toEqual([]);
    expect(statements).toHaveLength(2);
  });

  test('do not allow the record of another stage, or to write', () => {
    const group = (stage: string) =>
      `arn:aws:logs:eu-central-1:111122223333:log-group:/aws/events/dormouse-${stage}/a:*`;

    expect(
      ['FilterLogEvents', 'PutLogEvents', 'DeleteLogGroup'].map((action) =>
        isAllowed(statements, { action: `logs:${action}`, resource: group('prod'), context: {} }),
      ),
    ).toEqual([true, false, false]);
    expect(
      isAllowed(statements, { action: 'logs:FilterLogEvents', resource: group('dev'), context: {} }),
    ).toBe(false);
  });
});

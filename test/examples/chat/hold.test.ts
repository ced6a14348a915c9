import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHold } from '../../../examples/chat/hold.ts';
import { type OfferedHold, signHold } from '../../../examples/chat/link.ts';
import { outcomeEventSchema } from '../../../shared/runtime/report/event-schema.ts';
import { openAws, sentEvents, writesOf } from '../../cli/run-cli.ts';

const [current, previous] = ['c'.repeat(64), 'p'.repeat(64)];
vi.mock('../../../examples/chat/keys.ts', () => ({ readKeys: async () => [current, previous] }));

const NOW = '2026-11-23T19:00:00Z';
const UNTIL = '2026-11-23T23:00:00Z';
const FLEET = `accounts:
  - { id: "111122223333" }
  - { id: "444455556666", role: dormouse-hold }
clusters:
  - { id: dev, resourceId: cluster-DEV, tags: { env: dev } }
  - { id: held, resourceId: cluster-HELD, tags: { "dormouse:hold": "no changes until 2026-12-24" } }
  - { id: odd, resourceId: cluster-ODD, tags: { "dormouse:hold": "next friday" } }
  - { id: was, resourceId: cluster-WAS, tags: { "dormouse:hold": "up until 2026-11-01" } }
  - { id: away, resourceId: cluster-AWAY, account: "444455556666", region: us-east-1 }
`;
const arnOf = (id: string, region = 'eu-central-1', account = '111122223333') =>
  `arn:aws:rds:${region}:${account}:cluster:${id}`;
const dev: OfferedHold = { arn: arnOf('dev'), resourceId: 'cluster-DEV', keep: 'up', until: UNTIL };

let aws: Awaited<ReturnType<typeof openAws>>;

beforeEach(async () => {
  aws = await openAws(NOW, FLEET);
  vi.useFakeTimers({ now: Date.parse(NOW), toFake: ['Date'] });
  const variables = { KEY_SECRET: 'key', EVENT_BUS: 'dormouse-prod', ACCOUNT: '111122223333', HOLD_ROLE: '' };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  for (const level of ['info', 'error'] as const) vi.spyOn(console, level).mockImplementation(() => {});
});

afterEach(async () => {
  await aws.close();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Calls the URL of the function, as a browser does. */
async function call(method: string, token: string, isBase64Encoded = true) {
  const form = new URLSearchParams({ t: token }).toString();
  const inForm = { body: isBase64Encoded ? Buffer.from(form).toString('base64') : form, isBase64Encoded };
  const {
    statusCode,
    body = '',
    headers,
  } = await createHold()({
    requestContext: { http: { method, sourceIp: '203.0.113.7' } },
    ...(method === 'POST' ? inForm : { queryStringParameters: { t: token }, isBase64Encoded: false }),
  });
  return { statusCode, body, headers };
}

const tagsOf = (id: string) =>
  Object.fromEntries(
    aws.simulator.backend
      .state()
      .clusters.filter((cluster) => cluster.id === id)
      .flatMap(({ tags }) => Object.entries(tags)),
  );

test.each(['GET', 'HEAD'])(
  '%s only shows what the button would do: mail filters and previews follow links',
  async (method) => {
    const { statusCode, body, headers } = await call(method, signHold(dev, current));

    expect(statusCode).toBe(200);
    expect(body).toContain('<h1>Hold dev?</h1>');
    expect(body).toContain('Dormouse keeps it up until 2026-11-23 23:00 UTC.');
    expect(body).toContain('<form method="post">');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
    });
    expect(aws.simulator.calls.list()).toEqual([]);
  },
);

test('POST writes the hold, and who did it as far as it is known, and sends the event', async () => {
  const { statusCode, body } = await call('POST', signHold(dev, current));

  expect([statusCode, body]).toEqual([200, expect.stringContaining('<h1>dev is held</h1>')]);
  expect(tagsOf('dev')).toEqual({
    env: 'dev',
    'dormouse:hold': `up until ${UNTIL}`,
    'dormouse:by-hand': 'hold 2026-11-23T19:00:00Z by chat-link: by the link of a card',
  });
  const [sent] = sentEvents(aws).map(({ event }) => outcomeEventSchema.parse(event));
  expect(sent).toMatchObject({
    'detail-type': 'Cluster Hold Set',
    detail: { function: 'chat link', by: 'chat-link', resourceId: 'cluster-DEV', hold: `up until ${UNTIL}` },
  });
});

test('a link that is used again holds no longer, and writes nothing', async () => {
  const token = signHold(dev, current);
  await call('POST', token);
  aws.simulator.calls.clear();

  const { statusCode, body } = await call('POST', token, false);

  expect([statusCode, body]).toEqual([200, expect.stringContaining('<h1>dev is held already</h1>')]);
  expect(writesOf(aws)).toEqual([]);
  expect(tagsOf('dev')['dormouse:hold']).toBe(`up until ${UNTIL}`);
});

test('a link that was signed with the key before is good, and one with another is not', async () => {
  expect((await call('GET', signHold(dev, previous))).statusCode).toBe(200);
  expect((await call('GET', signHold(dev, 'x'.repeat(64)))).statusCode).toBe(403);
});

describe('nothing is written', () => {
  afterEach(() => expect([writesOf(aws), sentEvents(aws)]).toEqual([[], []]));

  test.each([
    ['without a token', '', 403],
    ['for a token that was changed', `${signHold(dev, current)}x`, 403],
    ['once it has expired', signHold({ ...dev, until: '2026-11-23T19:00:00Z' }, current), 410],
    ['for another cluster of the same name', signHold({ ...dev, resourceId: 'cluster-OLD' }, current), 409],
    ['for a cluster that is gone', signHold({ ...dev, arn: arnOf('gone') }, current), 502],
    ['in another Region', signHold({ ...dev, arn: arnOf('dev', 'us-east-1') }, current), 502],
    [
      'in an account that no role leads to',
      signHold({ ...dev, arn: arnOf('dev', 'us-east-1', '444455556666') }, current),
      409,
    ],
    [
      'over a hold that somebody else has set',
      signHold({ ...dev, arn: arnOf('held'), resourceId: 'cluster-HELD' }, current),
      409,
    ],
    [
      'over a hold that cannot be read',
      signHold({ ...dev, arn: arnOf('odd'), resourceId: 'cluster-ODD' }, current),
      409,
    ],
  ])('%s', async (_, token, status) => {
    expect((await call('POST', token)).statusCode).toBe(status);
  });

  test('when Slack only says that somebody has clicked', async () => {
    const body = new URLSearchParams({ payload: '{"type":"block_actions"}' }).toString();

    const answer = await createHold()({
      requestContext: { http: { method: 'POST', sourceIp: '203.0.113.7' } },
      ...{ body, isBase64Encoded: false },
    });

    expect(answer).toEqual({ statusCode: 200 });
  });

  test.each(['PUT', 'DELETE', 'OPTIONS'])('by %s', async (method) => {
    expect((await call(method, signHold(dev, current))).statusCode).toBe(405);
  });
});

test('when AWS refuses, and the page says nothing about the account', async () => {
  aws.simulator.faults.setRules([{ kind: 'denied', action: 'AddTagsToResource' }]);

  const { statusCode, body } = await call('POST', signHold(dev, current));

  expect([statusCode, body]).toEqual([502, expect.not.stringMatching(/arn:|111122223333/)]);
  expect([tagsOf('dev'), sentEvents(aws)]).toEqual([{ env: 'dev' }, []]);
});

test('a hold that is over is replaced', async () => {
  const was = { arn: arnOf('was'), resourceId: 'cluster-WAS', until: UNTIL };

  expect((await call('POST', signHold(was, current))).statusCode).toBe(200);
  expect(tagsOf('was')['dormouse:hold']).toBe(`no changes until ${UNTIL}`);
});

test('in another account a role is assumed, which may read clusters and tag them, and nothing else', async () => {
  vi.stubEnv('HOLD_ROLE', 'dormouse-hold');
  const away = { ...dev, arn: arnOf('away', 'us-east-1', '444455556666'), resourceId: 'cluster-AWAY' };

  const { statusCode } = await call('POST', signHold(away, current));

  const [entered] = aws.simulator.calls.list({ action: 'AssumeRole' });
  expect(statusCode).toBe(200);
  expect(entered?.input).toMatchObject({ RoleArn: 'arn:aws:iam::444455556666:role/dormouse-hold' });
  expect(JSON.parse(String(entered?.input.Policy)).Statement[0].Action).toEqual([
    'rds:DescribeDBClusters',
    'rds:AddTagsToResource',
  ]);
  expect(tagsOf('away')['dormouse:hold']).toBe(`up until ${UNTIL}`);
});

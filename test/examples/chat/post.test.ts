import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkHold } from '../../../examples/chat/link.ts';
import { createPost } from '../../../examples/chat/post.ts';
import { blocks } from '../../../examples/slack/blocks.ts';
import { card } from '../../../examples/teams/card.ts';
import { play } from '../../functions/stage.ts';

const KEY = 'k'.repeat(64);
let webhook = '';
vi.mock('../../../examples/chat/keys.ts', () => ({
  readSecret: async (id: string) => (id === 'key' ? KEY : webhook),
}));

const policy = `
version: 1
mode: enforce
rules:
  - name: 'developers <!channel> & "friends"'
    match: { tags: { env: [dev] } }
    power: { hours: mon-fri 07:30-19:00, stop: atOnce }
`;

let server: Server;
let bodies: string[] = [];
let statuses: number[] = [];

beforeEach(async () => {
  [bodies, statuses] = [[], []];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => (body += data));
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(statuses.shift() ?? 200).end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/services/secret`;
});

afterEach(() => {
  server.close();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** The events of a real stop, as EventBridge puts them on the queue. */
async function events(fleet = 'clusters: [{ id: dev, resourceId: cluster-DEV, tags: { env: dev } }]') {
  const stage = await play({ fleet, policy, at: '2026-11-20T12:00:00Z' });
  await stage.stopAt('2026-11-20T19:05:00Z');
  const variables = { WEBHOOK_SECRET: 'webhook', KEY_SECRET: 'key', HOLD_HOURS: '4', HOLD_ROLE: '' };
  const all = {
    ...variables,
    HOLD_URL: 'https://abc.lambda-url.eu-central-1.on.aws/',
    ACCOUNT: '111122223333',
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  return stage.simulator.bus.map(({ source, detailType, detail }) =>
    JSON.stringify({ version: '0', id: 'any', source, 'detail-type': detailType, detail }),
  );
}

const toRecords = (all: readonly string[]) =>
  ({ Records: all.map((body, index) => ({ messageId: `m${index}`, body })) }) as SQSEvent;

/** The address of the button in what was posted. */
function buttonIn(body: string | undefined): URL {
  const [, url = ''] = /"url":"(https:[^"]+)"/.exec(body ?? '') ?? [];
  return new URL(url);
}

describe.each([
  ['Slack', blocks],
  ['Teams', card],
] as const)('%s', (_, render) => {
  test('gets a card for a stop, whose button holds the cluster up for four hours', async () => {
    const answer = await createPost(render)(toRecords(await events()));

    const url = buttonIn(bodies[0]);
    const link = checkHold(url.searchParams.get('t') ?? '', [KEY], Date.now());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain('Cluster Stop Requested: dev');
    expect(bodies[0]).toContain('Hold up for 4 h');
    expect(url.host).toBe('abc.lambda-url.eu-central-1.on.aws');
    expect(link).toMatchObject({
      state: 'good',
      hold: {
        arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev',
        resourceId: 'cluster-DEV',
        keep: 'up',
      },
    });
  });
});

test('a card of a cluster out of reach has no button', async () => {
  const all = await events();
  vi.stubEnv('ACCOUNT', '444455556666');

  await createPost(blocks)(toRecords(all));

  expect(bodies[0]).not.toContain('"button"');
});

test.each([
  ['arn', 'arn:aws:rds:eu-central-1:111122223333:cluster:Dev 1'],
  ['resourceId', 'cluster_DEV'],
])(
  'a card of a cluster whose %s no link can name is posted without a button, and the log says why',
  async (field, value) => {
    const log = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const [event = ''] = await events();
    const { detail, ...rest } = JSON.parse(event);

    const answer = await createPost(blocks)(
      toRecords([JSON.stringify({ ...rest, detail: { ...detail, [field]: value } })]),
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain('Cluster Stop Requested: dev');
    expect(bodies[0]).not.toContain('"button"');
    expect(JSON.parse(log.mock.calls[0]?.[0])).toEqual({
      message: 'posted without a button',
      messageId: 'm0',
      error: expect.stringContaining(`at ${field}`),
    });
  },
);

describe('what the chat does not take comes back, without its address in the log:', () => {
  test.each([
    ['it is too busy', 429],
    ['it has an error', 500],
    ['the webhook is gone', 404],
    ['it leads somewhere else', 302],
  ])('%s', async (_, status) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const [event = ''] = await events();
    statuses = [status];

    const answer = await createPost(blocks)(toRecords([event, event]));

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(log.mock.calls.join()).not.toContain('secret');
  });

  test('it does not answer', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const [event = ''] = await events();
    server.close();
    server.closeAllConnections();

    expect(await createPost(blocks)(toRecords([event]))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
  });

  test('the message is no event of Dormouse', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});

    const answer = await createPost(blocks)(toRecords(['{}', 'no JSON', '{"source":"aws.rds"}']));

    expect(answer.batchItemFailures).toHaveLength(3);
    expect(bodies).toEqual([]);
  });
});

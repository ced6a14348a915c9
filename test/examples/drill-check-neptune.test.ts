import { createServer } from 'node:https';
import { describe, expect, test, vi } from 'vitest';
import { handler } from '../../examples/drill-check-neptune/index.ts';
import { certificate, listen } from './tls.ts';

const SIGNED = /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-central-1\/neptune-db\/aws4_request, /;

/** A graph that answers each query with this body, and the queries that it was asked. */
async function graph(body: unknown, status = 200) {
  const asked: {
    authorization?: string | undefined;
    token?: unknown;
    url?: string | undefined;
    query?: string | null;
  }[] = [];
  const server = createServer(await certificate(), (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { authorization, 'x-amz-security-token': token } = request.headers;
      const query = new URLSearchParams(Buffer.concat(parts).toString()).get('query');
      asked.push({ authorization, token, url: `${request.method} ${request.url}`, query });
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  const port = await listen(server);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token');
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  return { question: question(port), asked };
}

function question(port: number) {
  return {
    version: 1,
    drill: '202611280200-1f2e3d4c',
    cluster: { id: 'dormouse-drill-graph-202611280200-1f2e3d4c', endpoint: '127.0.0.1', port },
  } as const;
}

describe('the function that checks a restored graph', () => {
  test('counts by a query that is signed for Neptune', async () => {
    const { question, asked } = await graph({ results: [{ value: 1200, newest: '2026-11-28T01:30:00Z' }] });

    expect(await handler(question)).toEqual({
      version: 1,
      ok: true,
      detail: '1200 is at least 1',
      value: 1200,
      newest: '2026-11-28T01:30:00.000Z',
    });
    expect(asked).toEqual([
      {
        authorization: expect.stringMatching(SIGNED),
        token: 'token',
        url: 'POST /openCypher',
        query: 'MATCH (n) RETURN count(n) AS value',
      },
    ]);
  });

  test.each([
    ['an empty graph', { results: [{ value: 0 }] }, {}, {}, '0 is not at least 1'],
    ['too few', { results: [{ value: 99 }] }, { AT_LEAST: '100' }, {}, '99 is not at least 100'],
    [
      'far fewer than in the last drill',
      { results: [{ value: 899 }] },
      {},
      { before: 1000 },
      '899 is not at least 900',
    ],
    [
      'a limit that is no number',
      { results: [{ value: 5 }] },
      { AT_LEAST: 'many' },
      {},
      '5 is not at least NaN',
    ],
    ['no row', { results: [] }, {}, {}, 'Error: 0 rows where one is due'],
    ['no result', {}, {}, {}, 'Error: 0 rows where one is due'],
    [
      'rows instead of a count',
      { results: [{ value: 1 }, { value: 2 }] },
      {},
      {},
      'Error: 2 rows where one is due',
    ],
    ['text instead of a count', { results: [{ value: 'many' }] }, {}, {}, 'the value is no number: many'],
    [
      'a time that is none',
      { results: [{ value: 5, newest: 'now-ish' }] },
      {},
      {},
      'the newest is no time: now-ish',
    ],
    ['no JSON', 'oops', {}, {}, expect.stringContaining('SyntaxError')],
  ])('does not pass %s', async (_, body, environment, more, detail) => {
    const { question } = await graph(body);
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);

    expect(await handler({ ...question, ...more })).toMatchObject({ version: 1, ok: false, detail });
  });

  test('passes a graph that shrank as far as it may', async () => {
    const { question } = await graph({ results: [{ value: 750 }] });
    vi.stubEnv('SHRINK_AT_MOST_PERCENT', '25');

    expect(await handler({ ...question, before: 1000 })).toMatchObject({ ok: true, value: 750 });
  });

  test('does not pass a query that Neptune refuses', async () => {
    const { question } = await graph({ code: 'AccessDeniedException' }, 403);

    expect(await handler(question)).toMatchObject({
      ok: false,
      detail: 'Error: Neptune answered 403: {"code":"AccessDeniedException"}',
    });
  });

  test('does not pass a graph that cannot be reached, or whose certificate is not known', async () => {
    const { question: reachable } = await graph({ results: [{ value: 5 }] });
    const [own = ''] = [process.env.CA_FILE];
    await certificate();

    expect(own).not.toBe(process.env.CA_FILE);
    expect(await handler(reachable)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('self-signed'),
    });
    expect(await handler(question(1))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('does not pass a question that it does not know', async () => {
    const { question } = await graph({ results: [{ value: 5 }] });

    expect(await handler({ ...question, version: 2 as 1 })).toMatchObject({
      ok: false,
      detail: 'version 2 of the question is not known',
    });
  });
});

import { createServer } from 'node:http';
import { describe, expect, test, vi } from 'vitest';
import { handler } from '../../examples/drill-check-documentdb/index.ts';
import { serveDocuments } from './documents.ts';
import { listen } from './tls.ts';

const user = { username: 'drill', password: 'of-the-restored-cluster' };
const managed = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:rds!cluster-0123-AbCdEf';
const named = 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:checks-AbCdEf';

/** Secrets Manager with these secrets, and the ARNs that were asked for. */
async function secrets(found: Readonly<Record<string, unknown>>): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    request.on('data', (part: Buffer) => {
      const { SecretId } = JSON.parse(part.toString()) as { SecretId: string };
      asked.push(SecretId);
      const there = SecretId in found;
      response.writeHead(there ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(
        JSON.stringify(
          there
            ? { SecretString: JSON.stringify(found[SecretId]) }
            : { __type: 'ResourceNotFoundException', message: 'no such secret' },
        ),
      );
    });
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${await listen(server)}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'any');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'any');
  return asked;
}

/** A restored cluster with a number of orders and the time of the newest, and the commands that it has answered. */
async function restored({ orders = 1200, newest = new Date('2026-11-28T01:30:00Z') as unknown } = {}) {
  const commands: object[] = [];
  const port = await serveDocuments(user, (name, command) => {
    commands.push(command);
    const batch = (...firstBatch: readonly object[]) => ({
      cursor: { firstBatch, id: 0n, ns: 'shop.orders' },
      ok: 1,
    });
    if (name === 'aggregate') return orders === 0 ? batch() : batch({ n: orders });
    return name === 'find' ? batch({ at: newest }) : undefined;
  });
  vi.stubEnv('DATABASE', 'shop');
  vi.stubEnv('COLLECTION', 'orders');
  return { question: question(port, managed), commands };
}

function question(port: number, secretArn?: string) {
  const cluster = { id: 'dormouse-drill-orders-202611280200-1f2e3d4c', endpoint: '127.0.0.1', port };
  return {
    version: 1,
    drill: '202611280200-1f2e3d4c',
    cluster: { ...cluster, ...(secretArn !== undefined && { secretArn }) },
  } as const;
}

describe('the function that checks restored documents', () => {
  test('counts with the password that RDS manages for the restored cluster', async () => {
    const asked = await secrets({ [managed]: user });
    const { question, commands } = await restored();

    expect(await handler(question)).toEqual({
      version: 1,
      ok: true,
      detail: '1200 is at least 1',
      value: 1200,
    });
    expect(asked).toEqual([managed]);
    expect(commands).toMatchObject([{ aggregate: 'orders', $db: 'shop' }]);
  });

  test('reports the time of the newest document', async () => {
    await secrets({ [managed]: user });
    const { question, commands } = await restored();
    vi.stubEnv('NEWEST_FIELD', 'at');

    expect(await handler(question)).toMatchObject({ ok: true, newest: '2026-11-28T01:30:00.000Z' });
    expect(commands[1]).toMatchObject({ find: 'orders', sort: { at: -1 }, limit: 1 });
  });

  test('takes the secret of its environment where RDS manages none', async () => {
    const asked = await secrets({ [named]: user });
    const { question: asUsual } = await restored();
    vi.stubEnv('SECRET_ARN', named);

    expect(await handler(question(asUsual.cluster.port))).toMatchObject({ ok: true, value: 1200 });
    expect(asked).toEqual([named]);
  });

  test.each([
    ['an empty collection', { orders: 0 }, {}, '0 is not at least 1'],
    ['far fewer than in the last drill', { orders: 899 }, { before: 1000 }, '899 is not at least 900'],
    ['a newest that is no time', { newest: 'yesterday' }, {}, 'the newest is no time: yesterday'],
  ])('does not pass %s', async (_, found, more, detail) => {
    await secrets({ [managed]: user });
    const { question } = await restored(found);
    vi.stubEnv('NEWEST_FIELD', 'at');

    expect(await handler({ ...question, ...more })).toMatchObject({ version: 1, ok: false, detail });
  });

  test('does not pass a cluster that refuses the password', async () => {
    await secrets({ [managed]: { ...user, password: 'rotated since' } });
    const { question, commands } = await restored();

    expect(await handler(question)).toMatchObject({
      ok: false,
      detail: 'MongoServerError: Authentication failed.',
    });
    expect(commands).toEqual([]);
  });

  test('does not pass a cluster that it has no secret for', async () => {
    await secrets({});
    const { question: asUsual } = await restored();

    expect(await handler(asUsual)).toMatchObject({
      ok: false,
      detail: 'ResourceNotFoundException: no such secret',
    });
    expect(await handler(question(asUsual.cluster.port))).toMatchObject({
      ok: false,
      detail: 'Error: there is no secret: set SECRET_ARN',
    });
  });
});

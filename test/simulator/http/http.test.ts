import { connect } from 'node:net';
import { RDSClient, StopDBClusterCommand } from '@aws-sdk/client-rds';
import { afterEach, describe, expect, it } from 'vitest';
import type { Listening } from '../../../simulator/http/server.ts';
import { credentials, start, stubSimulator } from '../stub-simulator.ts';

let server: Listening | undefined;
afterEach(() => server?.close());

const stop = new StopDBClusterCommand({ DBClusterIdentifier: 'orders' });

function rdsAt(endpoint: string): RDSClient {
  return new RDSClient({ region: 'us-east-1', credentials, endpoint, maxAttempts: 1 });
}

describe('the server', () => {
  it('answers SDK clients', async () => {
    const simulator = stubSimulator();
    server = await simulator.listen();

    const answer = await rdsAt(server.url).send(stop);

    expect(answer.DBCluster).toEqual({ DBClusterIdentifier: 'orders', Status: 'available' });
    expect(simulator.calls.list()).toMatchObject([
      { region: 'us-east-1', input: { DBClusterIdentifier: 'orders' } },
    ]);
  });

  it('listens on this machine only', async () => {
    server = await stubSimulator().listen();

    expect(new URL(server.url).hostname).toBe('127.0.0.1');
  });

  it('says that a port is taken', async () => {
    server = await stubSimulator().listen();
    const port = Number(new URL(server.url).port);

    await expect(stubSimulator().listen(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it.each(['timeout', 'answer-lost', 'crash-before', 'crash-after'] as const)(
    'breaks the connection for a fault of kind %s',
    async (kind) => {
      const simulator = stubSimulator();
      server = await simulator.listen();
      simulator.faults.setRules([{ kind }]);

      await expect(rdsAt(server.url).send(stop)).rejects.toMatchObject({ code: 'ECONNRESET' });
    },
  );

  it('leaves the caller of a hanging call waiting, and can still be closed', async () => {
    const simulator = stubSimulator();
    const { url, close } = await simulator.listen();
    simulator.faults.setRules([{ kind: 'hang' }]);
    const sent = rdsAt(url).send(stop);
    const settled = sent.then(
      () => 'answered',
      () => 'broken',
    );
    while (simulator.calls.list().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    await close();

    expect(await settled).toBe('broken');
  });

  it('survives what is not HTTP', async () => {
    server = await stubSimulator().listen();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await new Promise((resolve) => socket.on('close', resolve).end('nonsense\r\n\r\n').resume());

    await expect(rdsAt(server.url).send(stop)).resolves.toBeDefined();
  });
});

describe('virtual time', () => {
  it('stands still by default', async () => {
    const simulator = stubSimulator();

    await new Promise((resolve) => setTimeout(resolve, 20));
    simulator.tick();

    expect(simulator.clock.now()).toBe(start);
  });

  it('passes by itself with the real clock, from where it starts', async () => {
    const simulator = stubSimulator({ clock: 'real' });

    await new Promise((resolve) => setTimeout(resolve, 20));
    simulator.tick();

    expect(simulator.clock.now()).toBeGreaterThanOrEqual(start + 15);
    expect(simulator.clock.now()).toBeLessThan(start + 10_000);
  });
});

import {
  DescribeDBClustersCommand,
  DescribeDBSubnetGroupsCommand,
  RDSClient,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import type { FaultRule } from '../../../simulator/core/faults.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { day, hour, start } from '../control-plane.ts';
import { credentials, signedRequest, stubSimulator } from '../stub-simulator.ts';

function aWorld(rules: FaultRule[]) {
  const simulator = createSimulator({ fleet: 'clusters: [{ id: orders }, { id: stock }]', now: start });
  simulator.faults.setRules(rules);
  const requestHandler = inProcess(simulator);
  const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler, maxAttempts: 1 });
  const listed = async () => {
    const { DBClusters = [] } = await rds.send(new DescribeDBClustersCommand({}));
    return DBClusters.map(({ DBClusterIdentifier }) => DBClusterIdentifier);
  };
  const stop = (id: string) =>
    rds.send(new StopDBClusterCommand({ DBClusterIdentifier: id })).then(
      () => 'done',
      (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : 'no error'),
    );
  return { simulator, listed, stop };
}

describe('a rule about one cluster', () => {
  const state = { kind: 'refused', code: 'InvalidDBClusterStateFault', message: 'not this one' } as const;

  it.each(['orders', 'arn:aws:rds:eu-central-1:111122223333:cluster:orders'])(
    'refuses for good what is asked of %s, and nothing else',
    async (resource) => {
      const { stop } = aWorld([{ ...state, action: 'StopDBCluster', resource }]);

      const answers = [await stop('orders'), await stop('orders'), await stop('stock')];

      expect(answers).toEqual([
        'InvalidDBClusterStateFault: not this one',
        'InvalidDBClusterStateFault: not this one',
        'done',
      ]);
    },
  );

  it('counts among its calls only those about the cluster', async () => {
    const { stop } = aWorld([{ kind: 'denied', resource: 'orders', nth: 1 }]);

    const answers = [await stop('stock'), await stop('orders'), await stop('orders')];

    expect(answers).toEqual(['done', expect.stringMatching(/^AccessDenied/), 'done']);
  });
});

it('a rule holds from a time until another', async () => {
  const [from, until] = [start + day, start + 3 * day].map((at) => new Date(at).toISOString());
  const { simulator, listed } = aWorld([{ kind: 'denied', action: 'DescribeDBClusters', from, until }]);
  const answers: string[] = [];

  for (const at of [start, start + day, start + 3 * day - hour, start + 3 * day]) {
    simulator.clock.advanceTo(at);
    answers.push(await listed().then(String, ({ name }) => name));
  }

  expect(answers).toEqual(['orders,stock', 'AccessDenied', 'AccessDenied', 'orders,stock']);
});

it('a page of HTML with status 200 comes from something that is not AWS', async () => {
  const { simulator } = aWorld([{ kind: 'html' }]);

  const { status, headers, body } = simulator.handle(
    signedRequest('rds', { body: Buffer.from('Action=StopDBCluster&DBClusterIdentifier=orders') }),
  );

  expect([status, headers['content-type']]).toEqual([200, 'text/html']);
  expect(body).toMatch(/^<!DOCTYPE html>/);
  expect(simulator.calls.list()).toMatchObject([{ outcome: 'html', fault: 'html' }]);
  expect(simulator.backend.state().clusters[0]?.status).toBe('available');
});

describe('a listing that misses one', () => {
  it('does so once, and then has it again', async () => {
    const rule = { kind: 'missing', action: 'DescribeDBClusters', resource: 'orders', nth: 1 } as const;
    const { listed } = aWorld([rule]);

    expect([await listed(), await listed()]).toEqual([['stock'], ['orders', 'stock']]);
  });

  it('misses the first one when none is named', async () => {
    const { listed } = aWorld([{ kind: 'missing', action: 'DescribeDBClusters' }]);

    expect(await listed()).toEqual(['stock']);
  });
});

describe('the call record', () => {
  it('has also what the simulator refuses because it does not know it', async () => {
    const simulator = stubSimulator();
    const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler: inProcess(simulator) });

    await rds.send(new DescribeDBSubnetGroupsCommand({})).catch(() => {});
    simulator.handle(signedRequest('ec2', { body: Buffer.from('Action=DescribeInstances') }));
    simulator.handle({ ...signedRequest('rds', { body: Buffer.from('Action=Stop') }), headers: {} });

    expect(simulator.calls.list().map(({ service, action, outcome }) => [service, action, outcome])).toEqual([
      ['rds', 'DescribeDBSubnetGroups', 'InvalidAction'],
      ['ec2', 'DescribeInstances', 'UnknownService'],
      ['', 'POST /', 'MissingAuthenticationToken'],
    ]);
  });
});

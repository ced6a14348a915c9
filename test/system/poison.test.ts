import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test } from 'vitest';
import { followUpBody } from '../../shared/runtime/queue/follow.ts';
import { inProcess } from '../../simulator/in-process.ts';
import { home } from '../support/cloudformation.ts';
import { deployedFunctions } from './deployed.ts';
import { aWorld, DAY, fleetOf, HOUR, MINUTE, start, targetsOf } from './fleet.ts';
import { deadLetters, toldBy, waiting } from './news.ts';
import { packagedInvokes } from './packaged-functions.ts';
import { createSystem } from './system.ts';

const place = { account: home.account, region: home.region };
const policy = `${targetsOf([place])}
rules: [{ name: all, match: {}, power: { stop: atOnce } }]
`;

function rdsEvent(EventID: string, { account = place.account as string, cluster = 'real' } = {}): string {
  const SourceArn = `arn:aws:rds:${place.region}:${account}:cluster:${cluster}`;
  return JSON.stringify({
    version: '0',
    id: 'e1',
    'detail-type': 'RDS DB Cluster Event',
    source: 'aws.rds',
    account,
    time: new Date(start).toISOString(),
    region: place.region,
    resources: [SourceArn],
    detail: { SourceArn, EventID },
  });
}

function follow(cluster: string): string {
  const arn = `arn:aws:rds:${place.region}:${place.account}:cluster:${cluster}`;
  return followUpBody({ kind: 'stop-cluster', ...place, cluster, arn, requestedAt: start });
}

const poison = ['not JSON', '{"what":"is this"}', '{"accounts":["1"]}', '[]', '{"follow":{"action":"stop"}}'];
const harmless = [
  rdsEvent('RDS-EVENT-0153', { account: '999999999999' }),
  rdsEvent('RDS-EVENT-0153', { cluster: 'deleted' }),
  rdsEvent('RDS-EVENT-9999'),
  '{"source":"somebody","detail-type":"Else","time":"2026-11-23T06:00:00Z"}',
  '{"accounts":["999999999999"]}',
];

test('packaged: poison is buried, what is about nothing is done at once, and neither keeps the rest from being handled', async () => {
  const simulator = aWorld(fleetOf(['{ id: real }', '{ id: followed, status: stopped, since: 1d }']), [
    place,
  ]);
  const functions = deployedFunctions().filter(({ fn }) => fn.name === 'stopIdleClusters');
  const { invoke } = await packagedInvokes(simulator, functions, policy, onTestFinished);
  const system = createSystem({ simulator, functions, invoke, everyMs: Number.POSITIVE_INFINITY });
  const sqs = new SQSClient({
    region: home.region,
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    requestHandler: inProcess(simulator),
  });
  const bodies = [...poison, follow('followed'), ...harmless, follow('deleted'), rdsEvent('RDS-EVENT-0151')];
  for (const MessageBody of bodies) {
    await sqs.send(
      new SendMessageCommand({ QueueUrl: functions[0]?.fn.environment.DORMOUSE_QUEUE, MessageBody }),
    );
  }

  await system.runUntil(start + MINUTE);
  const left = waiting(simulator, 'stopIdleClusters');
  await system.runUntil(start + HOUR);

  expect(system.errors()).toEqual([]);
  expect(deadLetters(simulator).sort()).toEqual([...poison].sort());
  expect(simulator.backend.state().clusters.map(({ status }) => status)).toEqual(['stopped', 'stopped']);
  expect(waiting(simulator, 'stopIdleClusters')).toEqual([]);
  const told = toldBy(simulator);
  expect(told).toMatchObject({ 'Cluster Stop Requested': 1, 'Cluster Stop Confirmed': 2 });
  console.log(
    `poison: ${bodies.length} messages, ${left.length} left after a minute, ${poison.length} buried, ${JSON.stringify(told)}`,
  );
});

test('packaged: a stop that never ends is reported and dead-lettered after a day', async () => {
  const simulator = aWorld(fleetOf(['{ id: real, status: upgrading }']), [place]);
  const functions = deployedFunctions().filter(({ fn }) => fn.name === 'stopIdleClusters');
  const { invoke } = await packagedInvokes(simulator, functions, policy, onTestFinished);
  const system = createSystem({ simulator, functions, invoke, everyMs: Number.POSITIVE_INFINITY });
  simulator.queues
    .named(functions[0]?.queue ?? '')
    .send({ body: follow('real'), attributes: {}, senderId: 'any' });

  await system.runUntil(start + 23 * HOUR);
  const before = toldBy(simulator);
  await system.runUntil(start + DAY + HOUR);

  expect(before).toEqual({});
  expect(toldBy(simulator)).toEqual({ 'Cluster Stop Not Confirmed': 1 });
  expect(deadLetters(simulator)).toEqual([follow('real')]);
  expect(waiting(simulator, 'stopIdleClusters')).toEqual([]);
});

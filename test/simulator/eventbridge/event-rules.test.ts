import { RDSClient, StopDBClusterCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../../../simulator/assemble.ts';
import { busArn } from '../../../simulator/eventbridge/event.ts';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { minute, region } from '../sqs/messaging.ts';
import { credentials, account as home, other as spoke, start } from '../stub-simulator.ts';
import { aBus, defaultBus, far, fleet, inbox, queue, spokeBus, toInbox, toQueue } from './buses.ts';

/** Two clusters, one at home and one in a spoke; both have been stopped, and AWS has reported it. */
async function bothStopped(options: Partial<SimulatorOptions>) {
  const simulator = createSimulator({ fleet, now: start, queues: [{ arn: queue }], ...options });
  const requestHandler = inProcess(simulator);
  const rds = new RDSClient({ region, credentials, requestHandler });
  await rds.send(new StopDBClusterCommand({ DBClusterIdentifier: 'near' }));
  simulator.backend.cluster('far').setStatus('stopping');
  simulator.clock.advanceTo(start + 30 * minute);
  return {
    simulator,
    hints: simulator.queues
      .named(queue)
      .messages()
      .map(({ body }) => JSON.parse(body)),
  };
}

describe('the events of RDS', () => {
  it('arrive on the default bus of their account and Region, and go by rules to a queue as they are', async () => {
    const { simulator, hints } = await bothStopped({ rules: [{ ...toQueue, bus: defaultBus }] });

    expect(simulator.events).toHaveLength(2);
    expect(hints).toEqual(
      simulator.events.filter((event) => JSON.stringify(event).includes(':cluster:near')),
    );
    expect(hints).toMatchObject([{ account: home, detail: { SourceIdentifier: 'near' } }]);
  });

  it('go to no queue when a rule is disabled or about something else', async () => {
    const rule = { ...toQueue, bus: defaultBus };
    const { hints } = await bothStopped({
      rules: [
        { ...rule, enabled: false },
        { ...rule, name: 'other', pattern: { source: ['aws.ec2'] } },
      ],
    });

    expect(hints).toEqual([]);
  });
});

describe('a rule that forwards', () => {
  const rules = [{ ...toInbox, bus: spokeBus }, toQueue];

  it.each<[string, Partial<SimulatorOptions>, string]>([
    ['an account that is allowed', { buses: [{ arn: inbox, allows: [spoke] }] }, 'delivered'],
    ['the organisation', { buses: [{ arn: inbox, allows: 'organization' }] }, 'delivered'],
    ['another account', { buses: [{ arn: inbox, allows: ['123456789012'] }] }, 'refused'],
    [
      'another organisation',
      { buses: [{ arn: inbox, allows: 'organization' }], organization: [home] },
      'refused',
    ],
    ['an account, without a policy', {}, 'refused'],
  ])('from %s comes to the bus of another account and Region, or is refused there', (_, options, outcome) => {
    const { simulator, hints, fromSpoke } = aBus({ rules, ...options });

    fromSpoke();

    expect(simulator.buses.deliveries[0]).toEqual({
      ...{ time: start, event: 'e1', bus: spokeBus, rule: 'forward', target: inbox, outcome },
    });
    expect(hints()).toMatchObject(outcome === 'delivered' ? [{ account: spoke, region: far }] : []);
  });

  it('sends nothing on to a third bus', () => {
    const third = busArn({ account: home, region }, 'third');
    const { outcomes, fromSpoke, hints } = aBus({
      buses: [{ arn: inbox, allows: [spoke] }],
      rules: [...rules, { ...toInbox, bus: inbox, targets: [third, queue] }, { ...toQueue, bus: third }],
    });

    fromSpoke();

    expect(outcomes()).toEqual([
      ['forward', 'delivered'],
      ['stop', 'delivered'],
      ['forward', 'third-bus'],
      ['forward', 'delivered'],
    ]);
    expect(hints()).toHaveLength(2);
  });

  it('loses what has no queue', () => {
    const { outcomes, fromSpoke } = aBus({
      rules: [{ ...toInbox, bus: spokeBus, targets: [`arn:aws:sqs:${far}:${spoke}:none`] }],
    });

    fromSpoke();

    expect(outcomes()).toEqual([['forward', 'no-queue']]);
  });

  it.each([
    ['a queue of another Region', { ...toQueue, targets: [queue.replace(region, far)] }, /another Region/],
    [
      'a target that is no queue',
      { ...toQueue, targets: ['arn:aws:lambda:x'] },
      /no ARN of a standard queue/,
    ],
    ['a bus by name', { ...toQueue, bus: 'inbox' }, /"inbox" is no ARN of an event bus/],
    [
      'an operator that is not known',
      { ...toQueue, pattern: { source: [{ like: 'a' }] } },
      /match type like/,
    ],
  ])('is refused with %s', (_, rule, message) => {
    expect(() => aBus({ rules: [rule] })).toThrow(message);
  });
});

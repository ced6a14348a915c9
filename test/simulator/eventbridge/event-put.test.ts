import { PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from 'vitest';
import { control } from '../../../simulator/http/control-api.ts';
import { region } from '../sqs/messaging.ts';
import { account as home, start } from '../stub-simulator.ts';
import { aBus, inbox, queue, spokeBus, toQueue } from './buses.ts';

describe('events that are put on a bus', () => {
  it('goes by the rules of that bus', async () => {
    const { put, hints } = aBus({ rules: [{ ...toQueue, pattern: { source: ['me'] } }] });

    await put();
    const Time = new Date(start - 1_500);
    const { Entries } = await put({ EventBusName: 'inbox', Resources: ['r'], Time });

    expect(hints()).toEqual([
      {
        version: '0',
        id: Entries?.[0]?.EventId,
        'detail-type': 'T',
        source: 'me',
        account: home,
        time: '2026-11-20T19:04:58Z',
        region,
        resources: ['r'],
        detail: { a: 1 },
      },
    ]);
  });

  it('is refused where the policy of the bus says so', async () => {
    const { put, simulator } = aBus();

    const { FailedEntryCount, Entries } = await put({ EventBusName: spokeBus });

    expect([FailedEntryCount, Entries?.[0]?.ErrorCode]).toEqual([1, 'AccessDeniedException']);
    expect(simulator.bus).toEqual([]);
  });
});

describe('PutRule and PutTargets', () => {
  const EventPattern = '{"source":["me"]}';

  it('make a rule, which may be put again with its targets kept', async () => {
    const { events, put, hints, simulator } = aBus();
    const rule = { Name: 'mine', EventBusName: 'inbox' };

    const { RuleArn } = await events.send(
      new PutRuleCommand({ ...rule, EventPattern: '{"source":["you"]}' }),
    );
    const Targets = [{ Id: '1', Arn: queue }];
    await events.send(new PutTargetsCommand({ Rule: 'mine', EventBusName: 'inbox', Targets }));
    await events.send(new PutRuleCommand({ ...rule, EventPattern }));
    await put({ EventBusName: 'inbox' });

    expect(RuleArn).toBe(`arn:aws:events:${region}:${home}:rule/inbox/mine`);
    expect(simulator.calls.list()[0]?.resources).toEqual([RuleArn]);
    expect(hints()).toHaveLength(1);
  });

  it.each([
    [
      'a pattern that is none',
      new PutRuleCommand({ Name: 'x', EventPattern: '{' }),
      'InvalidEventPatternException',
    ],
    [
      'a schedule',
      new PutRuleCommand({ Name: 'x', ScheduleExpression: 'rate(1 day)' }),
      'InvalidEventPatternException',
    ],
    [
      'targets without a rule',
      new PutTargetsCommand({ Rule: 'x', Targets: [] }),
      'ResourceNotFoundException',
    ],
  ])('refuse %s', async (_, command, name) => {
    await expect(aBus().events.send(command as PutRuleCommand)).rejects.toMatchObject({ name });
  });

  it('refuse a target that is to get something else than the event', async () => {
    const { events } = aBus();
    await events.send(new PutRuleCommand({ Name: 'x', EventPattern }));

    const Targets = [{ Id: '1', Arn: queue, InputPath: '$.detail' }];
    const put = events.send(new PutTargetsCommand({ Rule: 'x', Targets }));

    await expect(put).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

it('control tells where events went, and what is in the queues', async () => {
  const { simulator, put } = aBus({ rules: [{ ...toQueue, pattern: { source: ['me'] } }] });
  await put({ EventBusName: 'inbox' });

  const [deliveries, queues] = ['deliveries', 'queues'].map((name) => {
    const request = {
      method: 'GET',
      path: `/_simulator/${name}`,
      query: {},
      headers: {},
      body: new Uint8Array(),
    };
    return JSON.parse(String(control(simulator, request).body));
  });

  const delivery = { time: '2026-11-20T19:05:00.000Z', bus: inbox, rule: 'stop', target: queue };
  expect(deliveries).toMatchObject({ deliveries: [{ ...delivery, outcome: 'delivered' }] });
  expect(queues).toMatchObject({ queues: [{ arn: queue, visible: 1, messages: [{ receives: 0 }] }] });
});

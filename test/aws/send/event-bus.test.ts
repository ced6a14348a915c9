import { EventBridgeClient, PutEventsCommand, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { type BusEvent, EventsLost, putOutcomeEvents } from '../../../shared/aws/send/event-bus.ts';
import { region, serviceError } from '../builders.ts';

const bus = 'dormouse';

function events(count: number, size = 0): BusEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    detailType: 'Dormouse Outcome',
    detail: { index, filler: 'x'.repeat(size) },
    resources: [`arn:${index}`],
  }));
}

/** EventBridge that refuses, by an entry's index and how often it has come, and what it was sent. */
function fakeBus(refuse: (index: number, time: number) => string | undefined = () => undefined) {
  const client = new EventBridgeClient({ region });
  const mock = mockClient(client);
  mock.onAnyCommand().rejects('unexpected call');
  const batches: number[][] = [];
  mock.on(PutEventsCommand).callsFake(({ Entries = [] }: PutEventsCommandInput) => {
    const indexes = Entries.map(({ Detail = '' }) => Number(JSON.parse(Detail).index));
    const results = indexes.map((index) => {
      const code = refuse(index, batches.flat().filter((other) => other === index).length + 1);
      return code === undefined ? { EventId: `e${index}` } : { ErrorCode: code, ErrorMessage: 'of a test' };
    });
    batches.push(indexes);
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  });
  return { client, mock, batches };
}

describe('putOutcomeEvents', () => {
  it('puts an event as it is', async () => {
    const { client, mock } = fakeBus();
    const time = Date.parse('2026-11-20T19:05:00Z');
    const { signal } = new AbortController();

    await putOutcomeEvents(
      client,
      bus,
      [{ detailType: 'T', detail: { index: 1 }, resources: ['arn:1'], time }],
      signal,
    );

    const [call] = mock.commandCalls(PutEventsCommand);
    expect(call?.args[0].input).toEqual({
      Entries: [
        {
          EventBusName: bus,
          Source: 'dormouse',
          DetailType: 'T',
          Detail: '{"index":1}',
          Resources: ['arn:1'],
          Time: new Date(time),
        },
      ],
    });
    expect(call?.args.slice(1)).toEqual([{ abortSignal: signal }]);
  });

  it('makes no call for nothing', async () => {
    const { client, batches } = fakeBus();

    await putOutcomeEvents(client, bus, []);

    expect(batches).toEqual([]);
  });

  it('puts ten at a time', async () => {
    const { client, batches } = fakeBus();

    await putOutcomeEvents(client, bus, events(23));

    expect(batches.map((batch) => batch.length)).toEqual([10, 10, 3]);
    expect(batches.flat()).toEqual([...Array(23).keys()]);
  });

  it('puts fewer at a time when they are large', async () => {
    const { client, batches } = fakeBus();

    await putOutcomeEvents(client, bus, events(5, 100_000));

    expect(batches).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('tries again what was refused, and only that', async () => {
    const { client, batches } = fakeBus((index, time) =>
      index % 2 === 1 && time === 1 ? 'InternalFailure' : undefined,
    );

    await putOutcomeEvents(client, bus, events(4));

    expect(batches).toEqual([
      [0, 1, 2, 3],
      [1, 3],
    ]);
  });

  it('says how many were lost and why, when three times were not enough', async () => {
    const { client, batches } = fakeBus((index) => (index === 0 ? 'NotAuthorizedForSource' : undefined));

    const put = putOutcomeEvents(client, bus, events(2));

    await expect(put).rejects.toThrow(EventsLost);
    await expect(put).rejects.toThrow(
      '1 of 2 events were not put on the bus dormouse: NotAuthorizedForSource',
    );
    expect(batches).toEqual([[0, 1], [0], [0]]);
  });

  it('tries the other batches when one call fails', async () => {
    const { client, mock } = fakeBus();
    mock
      .on(PutEventsCommand)
      .rejectsOnce(serviceError('ValidationException', 'too large'))
      .resolves({
        Entries: Array.from({ length: 10 }, () => ({ EventId: 'e' })),
      });

    await putOutcomeEvents(client, bus, events(11));

    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(3);
  });

  it('does not try batch after batch while EventBridge is out of reach', async () => {
    const { client, mock } = fakeBus();
    mock.on(PutEventsCommand).rejects(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));

    await expect(putOutcomeEvents(client, bus, events(200))).rejects.toThrow('200 of 200 events');

    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(3);
  });

  it('loses what gets no answer', async () => {
    const { client, mock } = fakeBus();
    mock.on(PutEventsCommand).resolves({});

    await expect(putOutcomeEvents(client, bus, events(1))).rejects.toThrow('no answer');
  });

  it('throws at once when the program is wrong', async () => {
    const { client, mock } = fakeBus();
    mock.on(PutEventsCommand).rejects(new TypeError('not a function'));

    await expect(putOutcomeEvents(client, bus, events(1))).rejects.toThrow(TypeError);
    expect(mock.commandCalls(PutEventsCommand)).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../../simulator/assemble.ts';
import { control } from '../../../simulator/http/control-api.ts';
import { account, signedRequest, start, stubSimulator } from '../stub-simulator.ts';

function ask(simulator: Simulator, route: string, body?: unknown): { status: number; answer: unknown } {
  const [method = '', target = ''] = route.split(' ');
  const { pathname: path, searchParams } = new URL(target, 'http://127.0.0.1/_simulator/');
  const bytes = Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
  const query = Object.fromEntries(searchParams);
  const response = control(simulator, { method, path, query, headers: {}, body: bytes });
  return { status: response.status, answer: JSON.parse(String(response.body)) };
}

function call(simulator: Simulator, form: string): void {
  simulator.handle(signedRequest('rds', { body: Buffer.from(form) }));
}

describe('control', () => {
  it('reports health, state, events and bus', () => {
    const simulator = stubSimulator();

    const answers = ['GET ', 'GET state', 'GET events', 'GET bus'].map(
      (route) => ask(simulator, route).answer,
    );

    expect(answers).toEqual([
      { status: 'ok', now: '2026-11-20T19:05:00.000Z' },
      { clusters: ['orders'] },
      { events: [{ EventID: 'RDS-EVENT-0151' }] },
      { entries: [] },
    ]);
  });

  it('moves the clock by a duration or to a time', () => {
    const simulator = stubSimulator();

    expect(ask(simulator, 'POST clock', { advance: '1h30m' }).answer).toEqual({
      now: '2026-11-20T20:35:00.000Z',
    });
    expect(ask(simulator, 'POST clock', { to: '2026-11-21T01:00:00+01:00' }).answer).toEqual({
      now: '2026-11-21T00:00:00.000Z',
    });
    expect(ask(simulator, 'GET clock').answer).toEqual({ now: '2026-11-21T00:00:00.000Z' });
  });

  it('reports the calls, all or some, and forgets them', () => {
    const simulator = stubSimulator();
    const tags = 'Tags.Tag.1.Key=env&Tags.Tag.1.Value=dev';
    call(simulator, `Action=AddTagsToResource&ResourceName=x&${tags}`);
    call(simulator, 'Action=StopDBCluster&DBClusterIdentifier=none');

    const { answer } = ask(simulator, 'GET calls?action=StopDBCluster');

    expect(answer).toMatchObject({
      count: { AddTagsToResource: 1, StopDBCluster: 1 },
      calls: [
        {
          index: 2,
          time: '2026-11-20T19:05:00.000Z',
          account,
          resources: [`arn:aws:rds:eu-central-1:${account}:cluster:none`],
          outcome: 'DBClusterNotFoundFault',
        },
      ],
    });
    expect(ask(simulator, 'GET calls').answer).toMatchObject({ calls: [{ tags: { env: 'dev' } }, {}] });
    expect(ask(simulator, 'DELETE calls').answer).toEqual({ status: 'ok' });
    expect(ask(simulator, 'GET calls').answer).toEqual({ count: {}, calls: [] });
  });

  it('sets faults and clears them', () => {
    const simulator = stubSimulator();

    ask(simulator, 'PUT faults', {
      rules: [{ kind: 'throttle', rate: 0.5 }],
      events: { lost: 1 },
      lagMs: 5_000,
    });

    expect(ask(simulator, 'GET faults').answer).toEqual({
      rules: [{ kind: 'throttle', rate: 0.5 }],
      events: { lost: 1, doubled: 0, reordered: 0 },
      lagMs: 5_000,
    });

    ask(simulator, 'PUT faults', [{ kind: 'denied' }]);

    expect(ask(simulator, 'GET faults').answer).toMatchObject({ rules: [{ kind: 'denied' }], lagMs: 0 });

    ask(simulator, 'PUT faults', { restores: [{ kind: 'stale', source: 'orders', ms: 60_000 }] });

    expect(simulator.faults.delivery.restores).toEqual([{ kind: 'stale', source: 'orders', ms: 60_000 }]);

    ask(simulator, 'DELETE faults');

    expect(simulator.faults.rules()).toEqual([]);
  });

  it('replaces parameters and configurations', () => {
    const simulator = stubSimulator({ parameters: { '/old': 'x' } });

    ask(simulator, 'PUT parameters', { '/new': 'y' });
    ask(simulator, 'PUT configurations', { 'a/b/c': 'z' });

    expect([...simulator.parameters, ...simulator.configurations]).toEqual([
      ['/new', 'y'],
      ['a/b/c', 'z'],
    ]);
  });

  it('hands the rest to the control plane', () => {
    const simulator = stubSimulator();

    expect(ask(simulator, 'POST use', { cluster: 'orders' }).answer).toEqual({ used: { cluster: 'orders' } });
    expect(ask(simulator, 'POST use')).toEqual({ status: 400, answer: { error: 'a cluster is needed' } });
  });

  it.each<[string, unknown, number, RegExp]>([
    ['POST clock', { advance: 'soon' }, 400, /^advance: expected a duration such as 90s, .*, not "soon"$/],
    [
      'POST clock',
      { to: 'tomorrow' },
      400,
      /^to: expected a time such as 2026-11-20T18:00:00Z, not "tomorrow"$/,
    ],
    [
      'POST clock',
      { to: '2020-01-01T00:00:00Z' },
      400,
      /^to: 2020-01-01T00:00:00Z is past, it is 2026-11-20T/,
    ],
    ['POST clock', {}, 400, /^body: give one of "advance" and "to"/],
    ['POST clock', '{', 400, /^The body is no JSON: /],
    ['POST clock', undefined, 400, /^body: /],
    [
      'PUT faults',
      [{ kind: 'thottle' }],
      400,
      /^rules\[0\].kind: Invalid option: .*"throttle".*, not "thottle"$/,
    ],
    ['PUT faults', { restores: [{ kind: 'lost' }] }, 400, /^restores\[0\].kind: /],
    ['PUT faults', [{ kind: 'throttle', rate: 2 }], 400, /^rules\[0\].rate: .*, not 2$/],
    ['PUT faults', [{ kind: 'throttle', acton: 'x' }], 400, /^rules\[0\]: Unrecognized key: "acton"/],
    ['PUT parameters', { a: 1 }, 400, /^a: .* expected string.*, not 1$/],
    ['GET calls?actoin=x', undefined, 400, /Unrecognized key: "actoin"/],
    ['GET nothing', undefined, 404, /^No GET \/_simulator\/nothing: there is .*POST clock.*POST use$/],
    ['DELETE state', undefined, 404, /^No DELETE \/_simulator\/state/],
  ])('says what is wrong with %s %j', (route, body, status, message) => {
    const simulator = stubSimulator();

    const { status: answered, answer } = ask(simulator, route, body);

    expect(answered).toBe(status);
    expect(answer).toEqual({ error: expect.stringMatching(message) });
    expect(simulator.clock.now()).toBe(start);
  });
});

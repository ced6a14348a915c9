import { z } from 'zod';
import { callFilters } from '../core/calls.ts';
import { deliveryFaults, faultRule } from '../core/faults.ts';
import { durationPattern, parseDuration } from '../fleet/duration.ts';
import { textOf, type WireRequest, type WireResponse } from '../wire/message.ts';
import type { SimulatedAws } from './simulated-aws.ts';

/** A control request that can't be carried out; the message says how to correct it. */
class ControlError extends Error {
  readonly status: number;
  constructor(message: string, status = 400) {
    super(message);
    this.name = 'ControlError';
    this.status = status;
  }
}

type Route = (simulator: SimulatedAws, body: unknown, query: WireRequest['query']) => unknown;

const clockBody = z
  .strictObject({
    advance: z.string().regex(durationPattern, 'expected a duration such as 90s, 30m, 6d20h').optional(),
    to: z.iso.datetime({ offset: true, error: 'expected a time such as 2026-11-20T18:00:00Z' }).optional(),
  })
  .refine(
    ({ advance, to }) => (advance === undefined) !== (to === undefined),
    'give one of "advance" and "to"',
  );

const faultsBody = z.preprocess(
  (body) => (Array.isArray(body) ? { rules: body } : body),
  z.strictObject({ rules: z.array(faultRule).default([]), ...deliveryFaults.shape }),
);

const textsBody = z.record(z.string(), z.string());

const callsQuery = z.strictObject(
  Object.fromEntries(callFilters.map((name) => [name, z.string().optional()])),
);

const routes: Readonly<Record<string, Route>> = {
  'GET ': (simulator) => ({ status: 'ok', ...clockOf(simulator) }),
  'GET state': ({ backend }) => backend.state(),
  'GET clock': clockOf,
  'POST clock': moveClock,
  'GET calls': ({ calls }, _, query) => ({
    count: calls.count(),
    calls: calls
      .list(parse(callsQuery, query))
      .map((call) => ({ ...call, time: new Date(call.time).toISOString() })),
  }),
  'DELETE calls': ({ calls }) => calls.clear(),
  'GET events': ({ events }) => ({ events }),
  'GET bus': ({ bus }) => ({
    entries: bus.map((entry) => ({ ...entry, time: new Date(entry.time).toISOString() })),
  }),
  'GET deliveries': ({ buses }) => ({
    deliveries: buses.deliveries.map((one) => ({ ...one, time: new Date(one.time).toISOString() })),
  }),
  'GET queues': ({ queues }) => ({
    queues: queues.all().map((queue) => ({ arn: queue.arn, ...queue.counts(), messages: queue.messages() })),
  }),
  'GET faults': ({ faults }) => ({ rules: faults.rules(), ...faults.delivery }),
  'PUT faults': ({ faults }, body) => {
    const { rules, ...delivery } = parse(faultsBody, body);
    faults.setRules(rules);
    faults.delivery = delivery;
  },
  'DELETE faults': ({ faults }) => faults.clear(),
  'PUT parameters': ({ parameters }, body) => replace(parameters, parse(textsBody, body)),
  'PUT configurations': ({ configurations }, body) => replace(configurations, parse(textsBody, body)),
};

/** Answers a request under `/_simulator/`: JSON in, JSON out, `{ "error": … }` when it can't be done. */
export function control(simulator: SimulatedAws, { method, path, query, body }: WireRequest): WireResponse {
  simulator.tick();
  try {
    const name = path.replace(/^\/_simulator\/?/, '');
    const result = routeTo(simulator, method, name)(simulator, readBody(body), query);
    return reply(200, result ?? { status: 'ok' });
  } catch (error) {
    if (!(error instanceof ControlError)) throw error;
    return reply(error.status, { error: error.message });
  }
}

function routeTo(simulator: SimulatedAws, method: string, name: string): Route {
  const route = routes[`${method} ${name}`];
  if (route !== undefined) return route;
  const { control = {}, views = {} } = simulator.backend;
  const view = method === 'GET' ? views[name] : undefined;
  const run = method === 'POST' ? control[name] : view;
  if (run === undefined) {
    const extra = [
      ...Object.keys(views).map((key) => `GET ${key}`),
      ...Object.keys(control).map((key) => `POST ${key}`),
    ];
    const known = [...Object.keys(routes), ...extra];
    throw new ControlError(
      `No ${method} /_simulator/${name}: there is ${known.map((key) => key.trim()).join(', ')}`,
      404,
    );
  }
  return (_, body) => {
    try {
      return run(body);
    } catch (error) {
      throw new ControlError(error instanceof Error ? error.message : String(error));
    }
  };
}

function moveClock(simulator: SimulatedAws, body: unknown): unknown {
  const { clock } = simulator;
  const { advance, to } = parse(clockBody, body);
  const target = advance === undefined ? Date.parse(to ?? '') : clock.now() + parseDuration(advance);
  if (target < clock.now()) {
    throw new ControlError(`to: ${to} is past, it is ${new Date(clock.now()).toISOString()} already`);
  }
  clock.advanceTo(target);
  return clockOf(simulator);
}

function clockOf({ clock }: SimulatedAws): { now: string } {
  return { now: new Date(clock.now()).toISOString() };
}

function replace(map: Map<string, string>, entries: Readonly<Record<string, string>>): void {
  map.clear();
  for (const [key, value] of Object.entries(entries)) map.set(key, value);
}

function readBody(body: Uint8Array): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(textOf(body));
  } catch (error) {
    throw new ControlError(`The body is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new ControlError(result.error.issues.map(describe).join('; '));
}

function describe({ path, message, input }: z.core.$ZodIssue): string {
  const place = path.length === 0 ? 'body' : z.core.toDotPath(path);
  return `${place}: ${message}${input === undefined ? '' : `, not ${JSON.stringify(input)}`}`;
}

function reply(status: number, value: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: `${JSON.stringify(value, null, 2)}\n`,
  };
}

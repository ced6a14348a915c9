/** A control plane over a fleet written as YAML, and calls to it without the wire. */
import { type Clock, createClock } from '../../simulator/core/clock.ts';
import { createDraw } from '../../simulator/core/draw.ts';
import { type DeliveryFaults, deliveryFaults } from '../../simulator/core/faults.ts';
import type { Call } from '../../simulator/core/service.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { createFleetBackend } from '../../simulator/fleet-backend.ts';
import type { ControlPlane } from '../../simulator/rds/control-plane.ts';
import type { RdsEvent } from '../../simulator/rds/events/rds-event.ts';

export const start = Date.parse('2026-11-23T05:00:00Z');
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Ten minutes to stop, ten to start, half a minute until reads show it: times that tests can count on. */
export const evenTimings =
  'timings: { stop: 10m, start: 10m, lag: 30s, snapshot: 5m, copyPerGiB: 1m, stream: 5m, restart: 1m, keyLoss: 4m }';

/** The status of each snapshot of a type, by id. */
export function statuses({ backend }: TestControlPlane, type = 'manual'): Record<string, string> {
  const wanted = backend.snapshots().filter((snapshot) => snapshot.type === type);
  return Object.fromEntries(wanted.map(({ id, status }) => [id, status]));
}

/** The answer of an operation that is called by name, so that no type is known. A wrong field fails the assertion on it. */
// biome-ignore lint/suspicious/noExplicitAny: each test knows the fields that it reads.
export type Answer = any;

export interface TestControlPlane {
  readonly backend: ControlPlane;
  readonly clock: Clock;
  readonly faults: { delivery: DeliveryFaults };
  /** As delivered, with the time of delivery. */
  readonly delivered: { readonly at: number; readonly event: RdsEvent }[];
  rds(action: string, input?: Record<string, unknown>, call?: Partial<Call>): Answer;
  metrics(input: Record<string, unknown>, call?: Partial<Call>): Answer;
  describeKey(KeyId: string, call?: Partial<Call>): Answer;
  run(service: string, action: string, input: Record<string, unknown>, call?: Partial<Call>): Answer;
  /** The answer of DescribeDBClusters for a cluster now. */
  status(id: string): string;
  advance(ms: number): void;
}

export function aControlPlane(fleet: string, { seed = 1, now = start } = {}): TestControlPlane {
  const clock = createClock(now);
  const faults = { delivery: deliveryFaults.parse({}) };
  const backend = createFleetBackend({
    fleet: loadFleet(fleet),
    clock,
    draw: createDraw(seed, clock),
    faults,
  });
  const delivered: { at: number; event: RdsEvent }[] = [];
  backend.onEvent((event) => delivered.push({ at: clock.now(), event }));

  function run(
    service: string,
    action: string,
    input: Record<string, unknown>,
    more: Partial<Call> = {},
  ): unknown {
    const operation = backend.services.find(({ name }) => name === service)?.operations[action];
    if (operation === undefined) throw new Error(`no ${service}:${action}`);
    return operation(input, { ...aCall(service, action), now: clock.now(), ...more });
  }

  const test: TestControlPlane = {
    backend,
    clock,
    faults,
    delivered,
    rds: (action, input = {}, call = {}) => run('rds', action, input, call),
    metrics: (input, call = {}) => run('monitoring', 'GetMetricData', input, call),
    run,
    describeKey: (KeyId, call = {}) => run('kms', 'DescribeKey', { KeyId }, call),
    status: (id) => test.rds('DescribeDBClusters', { DBClusterIdentifier: id }).DBClusters[0].Status,
    advance: (ms) => clock.advanceTo(clock.now() + ms),
  };
  return test;
}

export function aCall(service: string, action: string): Call {
  const place = { account: '111122223333', region: 'eu-central-1' };
  return { service, action, ...place, accessKeyId: 'test', userAgent: 'test', now: start };
}

/** The code and the message that an operation fails with. */
export function failure(run: () => unknown): { code: unknown; status: unknown; message: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof Error && 'code' in error && 'status' in error) {
      return { code: error.code, status: error.status, message: error.message };
    }
    throw error;
  }
  throw new Error('it did not fail');
}

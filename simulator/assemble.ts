import type { Backend, ChangeCalendars } from './core/backend.ts';
import { createCallLog } from './core/calls.ts';
import { type Clock, createClock } from './core/clock.ts';
import { createDraw, type Draw } from './core/draw.ts';
import { createFaults, type Faults } from './core/faults.ts';
import { createIdentities } from './core/identities.ts';
import { createRandom } from './core/random.ts';
import { createStateVersion, versioned, versionedClock } from './core/state-version.ts';
import { createDispatch } from './dispatch.ts';
import { type BusOptions, createBuses } from './eventbridge/buses.ts';
import { busArn, envelope } from './eventbridge/event.ts';
import type { BusEntry } from './eventbridge/put-events.ts';
import type { RuleOptions } from './eventbridge/rules.ts';
import { createEventBridge } from './eventbridge/service.ts';
import type { FunctionOptions } from './fleet/function-options.ts';
import { type Listening, listen } from './http/server.ts';
import type { SimulatedAws } from './http/simulated-aws.ts';
import { createLogGroups } from './logs/groups.ts';
import { createLogs } from './logs/service.ts';
import { type BucketOptions, createBuckets } from './s3/buckets.ts';
import { createS3 } from './s3/service.ts';
import { createAppConfigData } from './services/appconfigdata.ts';
import { createLambda, type Functions } from './services/functions.ts';
import { createIam, createPermissions } from './services/iam.ts';
import { createOrganizations } from './services/organizations.ts';
import { Parameters } from './services/parameters.ts';
import { createPricing } from './services/pricing.ts';
import { createSsm } from './services/ssm.ts';
import { createSts } from './services/sts.ts';
import { createQueues, type QueueOptions } from './sqs/queues.ts';
import { createSqs } from './sqs/service.ts';

/** The clock, the draws and the faults that a control plane is built on. */
export interface BackendContext {
  readonly clock: Clock;
  readonly draw: Draw;
  readonly faults: Faults;
}

export interface SimulatorOptions {
  /** Virtual time at the start, epoch milliseconds; default the real time. */
  readonly now?: number;
  /** `manual` (default): time stands still until it is advanced. `real`: it passes as outside. */
  readonly clock?: 'real' | 'manual';
  /** The same seed gives the same run. Default 1. */
  readonly seed?: number;
  /** SSM parameters by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** When change calendars of Systems Manager are CLOSED; more than those of the fleet. */
  readonly changeCalendars?: ChangeCalendars;
  /** AppConfig configurations by `application/environment/profile`. */
  readonly configurations?: Readonly<Record<string, string>>;
  /** Products of the AWS Price List, each as JSON text. */
  readonly products?: readonly string[];
  readonly queues?: readonly QueueOptions[];
  /** ARNs of log groups, which rules can send events to. */
  readonly logGroups?: readonly string[];
  /** Buckets of S3; CreateBucket makes more. */
  readonly buckets?: readonly BucketOptions[];
  /** Lambda functions that can be invoked, besides those of the fleet. */
  readonly functions?: readonly FunctionOptions[];
  /** Event buses that let in more than their own account. */
  readonly buses?: readonly BusOptions[];
  readonly rules?: readonly RuleOptions[];
  /** Name of the role in the first account that makes the calls for which no role is assumed; default: a user makes them. */
  readonly role?: string;
  /** Accounts of the organisation; default all that there are. */
  readonly organization?: readonly string[];
}

/** A simulated AWS: one state, one virtual clock, as many doors as you like. */
export interface Simulator<B extends Backend = Backend> extends SimulatedAws {
  /** Serves AWS and control requests on 127.0.0.1; port 0 or none picks a free one. */
  listen(port?: number): Promise<Listening>;
  readonly backend: B;
}

/** Puts a simulator together around any control plane; `createSimulator` does so with that of a fleet. */
export function assemble<B extends Backend>(
  createBackend: (context: BackendContext) => B,
  options: SimulatorOptions = {},
): Simulator<B> {
  const seed = options.seed ?? 1;
  const version = createStateVersion();
  const clock = versionedClock(createClock(options.now ?? Date.now()), version);
  const tick = options.clock === 'real' ? keepPace(clock) : () => {};
  const calls = createCallLog();
  // Streams of their own, so that a fault more or less doesn't change the control plane's random numbers.
  const faults = createFaults(createRandom(seed ^ 0xfa17));
  const random = createRandom(seed ^ 0x1d);
  const backend = createBackend({ clock, faults, draw: createDraw(seed, clock) });
  const identities = createIdentities(backend.accounts ?? [], random, options.role);
  const queues = createQueues({ clock, faults, random: createRandom(seed ^ 0x5e5) }, options.queues);
  const organization = options.organization ?? identities.accounts.map(({ id }) => id);
  const logGroups = createLogGroups(options.logGroups, clock.now());
  const buses = createBuses({
    clock,
    queues,
    logGroups,
    organization,
    buses: options.buses,
    rules: options.rules,
  });
  const events: unknown[] = [];
  backend.onEvent((event) => {
    events.push(event);
    const { data } = envelope.safeParse(event);
    if (data !== undefined) buses.publish(data, busArn(data));
  });
  const bus: BusEntry[] = [];
  const parameters = new Parameters();
  for (const [name, value] of Object.entries(options.parameters ?? {})) parameters.set(name, value);
  const configurations = new Map(Object.entries(options.configurations ?? {}));
  const buckets = createBuckets(clock, options.buckets);
  const functions: Functions = new Map(
    [...(backend.functions ?? []), ...(options.functions ?? [])].map((one) => [one.arn, one]),
  );
  const permissions = createPermissions();
  const services = [
    createSts(identities),
    createOrganizations(identities, backend.organization, clock.now()),
    createEventBridge(bus, buses, random),
    createSqs(queues),
    createLogs(logGroups),
    createS3(buckets),
    createIam(permissions),
    createLambda(functions),
    createSsm(parameters, { ...backend.changeCalendars, ...options.changeCalendars }, clock),
    createPricing(options.products ?? []),
    createAppConfigData(configurations, random),
    ...backend.services,
  ];
  const dispatch = createDispatch({
    services: new Map(services.map((service) => [service.name, service])),
    identities,
    clock,
    calls,
    faults,
    random,
    version,
  });
  const simulator: Simulator<B> = {
    handle(request) {
      tick();
      return dispatch(request);
    },
    tick,
    listen: (port) => listen(simulator, port ?? 0),
    clock,
    calls,
    faults,
    backend: versioned(backend, version),
    events,
    bus,
    queues,
    logGroups,
    buckets,
    functions,
    permissions,
    buses,
    parameters,
    configurations,
  };
  return simulator;
}

/** Moves virtual time on by the real time that has passed since the last call. */
function keepPace(clock: Clock): () => void {
  let last = performance.now();
  return () => {
    const passed = Math.floor(performance.now() - last);
    last += passed;
    clock.advanceTo(clock.now() + passed);
  };
}

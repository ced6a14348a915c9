import { defined } from '../shared/defined.ts';
import { type CallLog, type CallRecord, summarise, tagsOf } from './core/calls.ts';
import type { Clock } from './core/clock.ts';
import { failAfter, failBefore } from './core/fault-errors.ts';
import type { FaultRule, Faults } from './core/faults.ts';
import type { Identities } from './core/identities.ts';
import { withoutItem } from './core/missing-item.ts';
import { type Random, uuid } from './core/random.ts';
import { type Call, type Service, ServiceError } from './core/service.ts';
import type { StateVersion } from './core/state-version.ts';
import { createKnownPages } from './known-pages.ts';
import { type Envelope, findOperation, type RequestedOperation, readCall } from './requested-operation.ts';
import { credentialScope } from './wire/credential-scope.ts';
import { protocolOf } from './wire/detect.ts';
import type { WireRequest, WireResponse } from './wire/message.ts';
import { models } from './wire/model.ts';
import { checkRequired } from './wire/required.ts';

/** The services, callers, clock and logs that a dispatcher works on. */
export interface DispatchContext {
  readonly services: ReadonlyMap<string, Service>;
  readonly identities: Identities;
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly random: Random;
  readonly version: StateVersion;
}

/** The page that a proxy or a captive portal answers instead of AWS. */
const loginPage =
  '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>';

/**
 * Answers AWS requests: finds service and operation, plays the fault that is due, runs the operation and records the
 * call. Every answer carries a request id and the virtual time as its `Date`.
 *
 * @throws ConnectionLost, NoAnswer or SimulatedCrash when a fault says so: then there is no answer.
 */
export function createDispatch(context: DispatchContext): (request: WireRequest) => WireResponse {
  const { services, identities, clock, calls, faults, random, version } = context;
  const known = createKnownPages(version);

  function dispatch(request: WireRequest): WireResponse {
    const requestId = uuid(random);
    const scope = credentialScope(request.headers);
    const model = models.get(scope?.service ?? '');
    const envelope: Envelope = { request, protocol: protocolOf(request, scope?.service), scope, model };
    const { protocol } = envelope;
    try {
      return stamp(answer(envelope, requestId), requestId);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const status = model?.errors.get(error.code)?.status ?? error.status;
      const failure = new ServiceError(error.code, error.message, status);
      return stamp(protocol.fail(failure, model, requestId), requestId);
    }
  }

  function answer(envelope: Envelope, requestId: string): WireResponse {
    const call = readCall(envelope, identities, clock.now());
    let seen: Seen = { input: {}, tags: {}, resources: [], resourceTags: {} };
    let fault: FaultRule | undefined;
    try {
      const requested = findOperation(call, envelope, services);
      const { operation, model } = requested;
      const input = envelope.protocol.read(envelope.request, operation);
      seen = look(requested, call, input);
      fault = faults.of(call, calls.next(), seen.resources);
      const isRead = fault === undefined && isListing(call);
      if (isChange(call)) version.next();
      const page = isRead ? known.find(call, envelope.request) : undefined;
      if (page !== undefined) {
        record(call, seen, 'ok', fault);
        return page(requestId);
      }
      const output = perform(requested, call, input, fault);
      record(call, seen, fault?.kind === 'html' ? 'html' : 'ok', fault);
      if (output === undefined)
        return { status: 200, headers: { 'content-type': 'text/html' }, body: loginPage };
      const written = isRead && envelope.protocol.page?.(output, operation, model);
      if (!written) return envelope.protocol.write(output, operation, model, requestId);
      known.keep(call, envelope.request, written);
      return written(requestId);
    } catch (error) {
      record(call, seen, outcomeOf(error), fault);
      throw error;
    }
  }

  function record(
    { now: time, ...who }: Call,
    seen: Seen,
    outcome: string,
    fault: FaultRule | undefined,
  ): void {
    calls.add({ index: calls.next(), time, ...who, ...seen, outcome, ...defined({ fault: fault?.kind }) });
  }

  function stamp(response: WireResponse, requestId: string): WireResponse {
    response.headers['x-amzn-requestid'] = requestId;
    response.headers.date = new Date(clock.now()).toUTCString();
    // With an Age, the SDK for JavaScript doesn't take virtual time for a skewed clock, which has it retry any error.
    response.headers.age = '0';
    return response;
  }

  return dispatch;
}

type Seen = Pick<CallRecord, 'input' | 'tags' | 'resources' | 'resourceTags'>;

function isListing({ service, action }: Call): boolean {
  return service === 'rds' && action.startsWith('Describe');
}

/** Whether a call may change the listings of RDS: RDS's own calls may, and calls that tag. */
function isChange({ service, action }: Call): boolean {
  return ['rds', 'rds-data', 'tagging'].includes(service) && !/^(Describe|List|Get)/.test(action);
}

/** Undefined: a page that is not of AWS comes in the place of the answer. */
function perform(
  { operation, run }: RequestedOperation,
  call: Call,
  input: Record<string, unknown>,
  fault: FaultRule | undefined,
): Record<string, unknown> | undefined {
  if (fault?.kind === 'html') return undefined;
  failBefore(fault, call);
  const kind = fault?.kind;
  const played = kind === 'partial' || kind === 'entry-failure' ? { ...call, fault: kind } : call;
  let output: Record<string, unknown>;
  try {
    checkRequired(call.service, operation.input, input);
    output = run(input, played);
  } catch (error) {
    // A caller that never gets the answer does not learn of a refusal either.
    if (error instanceof ServiceError) failAfter(fault, call, error);
    throw error;
  }
  failAfter(fault, call);
  return kind === 'missing' ? withoutItem(output, fault?.resource) : output;
}

/** The resources of a call and their tags before it takes effect: a resource that it deletes still has its tags. */
function look({ service }: RequestedOperation, call: Call, input: Record<string, unknown>): Seen {
  const resources = service.resources?.(input, call) ?? [];
  const tagged = resources
    .map((arn) => [arn, service.tagsOf?.(arn) ?? {}] as const)
    .filter(([, tags]) => Object.keys(tags).length > 0);
  const resourceTags = Object.fromEntries(tagged);
  return { input: summarise(input), tags: tagsOf(input), resources, resourceTags };
}

/** The outcome at AWS, even if the caller never got it: the code of a refusal whose answer was lost. */
function outcomeOf(error: unknown): string {
  if (error instanceof ServiceError) return error.code;
  if (error instanceof Error && error.cause !== undefined) return outcomeOf(error.cause);
  return error instanceof Error ? error.name : 'Error';
}

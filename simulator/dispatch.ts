import { type CallLog, type CallRecord, summarise, tagsOf } from './core/calls.ts';
import type { Clock } from './core/clock.ts';
import { failAfter, failBefore } from './core/fault-errors.ts';
import type { FaultKind, Faults } from './core/faults.ts';
import { type Random, uuid } from './core/random.ts';
import { type Call, ServiceError } from './core/service.ts';
import { type Directory, findTarget, type Target } from './target.ts';
import { credentialScope } from './wire/credential-scope.ts';
import { protocolOf } from './wire/detect.ts';
import type { WireRequest, WireResponse } from './wire/message.ts';
import { models } from './wire/model.ts';
import type { Protocol } from './wire/protocol.ts';
import { checkRequired } from './wire/required.ts';

/** What a dispatcher works on. */
export interface DispatchContext extends Directory {
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly random: Random;
}

/**
 * Answers AWS requests: finds service and operation, plays the fault that is due, runs the operation and records the
 * call. Every answer carries a request id and the virtual time as its `Date`.
 *
 * @throws ConnectionLost, NoAnswer or SimulatedCrash when a fault says so: then there is no answer.
 */
export function createDispatch(context: DispatchContext): (request: WireRequest) => WireResponse {
  const { clock, calls, faults, random } = context;

  function dispatch(request: WireRequest): WireResponse {
    const requestId = uuid(random);
    const protocol = protocolOf(request);
    const scope = credentialScope(request.headers);
    const model = models.get(scope?.service ?? '');
    try {
      const target = findTarget(request, protocol, scope, model, context, clock.now());
      const output = perform(request, protocol, target);
      return stamp(protocol.write(output, target.operation, target.model, requestId), requestId);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const status = model?.errors.get(error.code)?.status ?? error.status;
      return stamp(
        protocol.fail(new ServiceError(error.code, error.message, status), model, requestId),
        requestId,
      );
    }
  }

  function perform(request: WireRequest, protocol: Protocol, target: Target): Record<string, unknown> {
    const { operation, run, call } = target;
    const fault = faults.of(call, calls.next());
    let seen = look(target, {});
    try {
      const input = protocol.read(request, operation);
      seen = look(target, input);
      failBefore(fault, call);
      checkRequired(call.service, operation.input, input);
      const output = run(input, fault === 'partial' || fault === 'entry-failure' ? { ...call, fault } : call);
      failAfter(fault, call);
      record(call, seen, 'ok', fault);
      return output;
    } catch (error) {
      record(call, seen, outcomeOf(error), fault);
      throw error;
    }
  }

  function record(
    { now: time, ...who }: Call,
    seen: Seen,
    outcome: string,
    fault: FaultKind | undefined,
  ): void {
    calls.add({ index: calls.next(), time, ...who, ...seen, outcome, ...(fault && { fault }) });
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

/** What a call asks for, before anything comes of it: a resource that it deletes still has its tags. */
function look({ call, service }: Target, input: Record<string, unknown>): Seen {
  const resources = service.resources?.(input, call) ?? [];
  const tagged = resources
    .map((arn) => [arn, service.tagsOf?.(arn) ?? {}] as const)
    .filter(([, tags]) => Object.keys(tags).length > 0);
  const resourceTags = Object.fromEntries(tagged);
  return { input: summarise(input), tags: tagsOf(input), resources, resourceTags };
}

function outcomeOf(error: unknown): string {
  if (error instanceof ServiceError) return error.code;
  return error instanceof Error ? error.name : 'Error';
}

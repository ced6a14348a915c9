import type { FaultRule } from './faults.ts';
import { type Call, ServiceError } from './service.ts';

/** The connection broke before an answer came; an SDK sees ECONNRESET. */
export class ConnectionLost extends Error {
  readonly code = 'ECONNRESET';
  constructor(options?: ErrorOptions) {
    super('socket hang up', options);
    this.name = 'ConnectionLost';
  }
}

/** There is no answer, ever: the caller has to give up by itself. */
export class NoAnswer extends Error {
  constructor() {
    super('no answer');
    this.name = 'NoAnswer';
  }
}

/** The calling process is dead from here on; for tests of a crash between two calls. */
export class SimulatedCrash extends Error {
  constructor(action: string, when: 'before' | 'after', options?: ErrorOptions) {
    super(`The process crashed ${when} ${action}`, options);
    this.name = 'SimulatedCrash';
  }
}

/** Throws what a fault puts in the operation's place; returns for those that come after it or that it plays itself. */
export function failBefore(fault: FaultRule | undefined, call: Call): void {
  const kind = fault?.kind;
  if (kind === 'timeout') throw new ConnectionLost();
  if (kind === 'hang') throw new NoAnswer();
  if (kind === 'crash-before') throw new SimulatedCrash(call.action, 'before');
  if (kind === 'refused') throw refusal(fault, call);
  if (kind === 'throttle') throw throttled(call);
  if (kind === 'denied') throw new ServiceError(codeFor(call, 'AccessDenied'), deniedMessage(call), 403);
  if (kind === 'error500') throw new ServiceError('InternalFailure', 'An internal error has occurred.', 500);
  if (kind === 'unavailable') throw new ServiceError('ServiceUnavailable', 'Service is unavailable.', 503);
}

/** Throws when the operation has taken effect, or was refused with `cause`, but its caller never learns of it. */
export function failAfter(fault: FaultRule | undefined, call: Call, cause?: ServiceError): void {
  const kind = fault?.kind;
  if (kind === 'answer-lost') throw new ConnectionLost({ cause });
  if (kind === 'crash-after') throw new SimulatedCrash(call.action, 'after', { cause });
}

/** With the code and the message of the rule. */
function refusal(
  { code = 'InvalidDBClusterStateFault', message }: Partial<FaultRule> = {},
  call: Call,
): ServiceError {
  return new ServiceError(code, message ?? `${call.action} is refused here.`);
}

function throttled(call: Call): ServiceError {
  if (call.service === 's3') return new ServiceError('SlowDown', 'Please reduce your request rate.', 503);
  return new ServiceError(codeFor(call, 'Throttling'), 'Rate exceeded');
}

/** The Query services leave out the suffix that those with JSON have. */
function codeFor(call: Call, code: string): string {
  return ['rds', 'sts', 's3', 'iam', 'ec2', 'monitoring'].includes(call.service) ? code : `${code}Exception`;
}

function deniedMessage({ account, role, service, action }: Call): string {
  const caller = role ?? `arn:aws:iam::${account}:root`;
  const permission = `${service === 'monitoring' ? 'cloudwatch' : service}:${action}`;
  return `User: ${caller} is not authorized to perform: ${permission}`;
}

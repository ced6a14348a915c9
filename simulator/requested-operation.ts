import { defined } from '../shared/defined.ts';
import type { Identities } from './core/identities.ts';
import { type Call, type Operation, type Service, ServiceError } from './core/service.ts';
import type { CredentialScope } from './wire/credential-scope.ts';
import type { WireRequest } from './wire/message.ts';
import type { Protocol } from './wire/protocol.ts';
import type { OperationModel, ServiceModel } from './wire/service-model.ts';

/** The operation that a request asks for. */
export interface RequestedOperation {
  readonly service: Service;
  readonly model: ServiceModel;
  readonly operation: OperationModel;
  readonly run: Operation;
}

/** A request, and the facts that its headers give about it. */
export interface Envelope {
  readonly request: WireRequest;
  readonly protocol: Protocol;
  /** Absent: the request is not signed. */
  readonly scope: CredentialScope | undefined;
  /** Absent: the SDK has no such service. */
  readonly model: ServiceModel | undefined;
}

/** The caller and the operation, as far as the request names them: refused calls are recorded too. */
export function readCall(
  { request, protocol, scope, model }: Envelope,
  identities: Identities,
  now: number,
): Call {
  const { 'user-agent': userAgent = '', host } = request.headers;
  const { accessKeyId = '', region = '', service = '' } = scope ?? {};
  const { account, role } = scope === undefined ? { account: '' } : identities.of(accessKeyId);
  const action = protocol.action(request, model) ?? `${request.method} ${request.path}`;
  return {
    ...{ service, action, account, region, accessKeyId, userAgent, now },
    ...defined({ role }),
    ...(host && { host }),
  };
}

/**
 * Finds the operation that a call asks for.
 *
 * @throws ServiceError when the request is not signed, or for a service or action that the simulator doesn't have.
 */
export function findOperation(
  { action }: Call,
  { protocol, scope, model }: Envelope,
  services: ReadonlyMap<string, Service>,
): RequestedOperation {
  if (scope === undefined) {
    throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  const service = services.get(scope.service);
  if (service === undefined || model === undefined) {
    const message = `The simulator has no service ${scope.service}: it has ${[...services.keys()].join(', ')}`;
    throw new ServiceError('UnknownService', message);
  }
  const operation = model.operations.get(action);
  const run = service.operations[action];
  if (operation !== undefined && run !== undefined) return { service, model, operation, run };
  const known = operation === undefined ? `Could not find operation ${action}` : `${action} is not simulated`;
  throw new ServiceError(protocol.unknownAction, `${known} for version ${model.version}`);
}

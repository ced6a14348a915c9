import type { Identities } from './core/identities.ts';
import { type Call, type Operation, type Service, ServiceError } from './core/service.ts';
import type { CredentialScope } from './wire/credential-scope.ts';
import type { WireRequest } from './wire/message.ts';
import type { OperationModel, ServiceModel } from './wire/model.ts';
import type { Protocol } from './wire/protocol.ts';

/** What a request is for. */
export interface Target {
  readonly service: Service;
  readonly model: ServiceModel;
  readonly operation: OperationModel;
  readonly run: Operation;
  readonly call: Call;
}

/** What a target is looked for among. */
export interface Directory {
  readonly services: ReadonlyMap<string, Service>;
  readonly identities: Identities;
}

/**
 * Finds the operation that a request asks for, and who asks.
 *
 * @throws ServiceError when the request is not signed, or for a service or action that the simulator doesn't have.
 */
export function findTarget(
  request: WireRequest,
  protocol: Protocol,
  scope: CredentialScope | undefined,
  model: ServiceModel | undefined,
  { services, identities }: Directory,
  now: number,
): Target {
  if (scope === undefined) {
    throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  const service = services.get(scope.service);
  if (service === undefined || model === undefined) {
    const message = `The simulator has no service ${scope.service}: it has ${[...services.keys()].join(', ')}`;
    throw new ServiceError('UnknownService', message);
  }
  const action = protocol.action(request, model) ?? '';
  const operation = model.operations.get(action);
  const run = service.operations[action];
  if (operation === undefined || run === undefined) {
    const known =
      operation === undefined ? `Could not find operation ${action}` : `${action} is not simulated`;
    throw new ServiceError(protocol.unknownAction, `${known} for version ${model.version}`);
  }
  const { accessKeyId, region } = scope;
  const { account, role } = identities.of(accessKeyId);
  const { 'user-agent': userAgent = '', host } = request.headers;
  const call = {
    service: service.name,
    action,
    account,
    region,
    accessKeyId,
    userAgent,
    now,
    ...(role && { role }),
    ...(host && { host }),
  };
  return { service, model, operation, run, call };
}

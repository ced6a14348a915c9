import { ServiceError } from '../core/service.ts';

/** The errors of the Data API, each with the text that has been seen, or that says the same. */

export function notFound(arn: string): ServiceError {
  return new ServiceError('NotFoundException', `${arn} was not found.`, 404);
}

export function notEnabled(arn: string): ServiceError {
  return new ServiceError(
    'HttpEndpointNotEnabledException',
    `HttpEndpoint is not enabled for resource ${arn}`,
  );
}

export function invalidSecret(arn: string): ServiceError {
  return new ServiceError('InvalidSecretException', `The secret ${arn} is not one of the database.`);
}

export function secretNotReady(arn: string): ServiceError {
  return new ServiceError('SecretsErrorException', `The secret ${arn} has no value.`);
}

export function withoutInstance(id: string): ServiceError {
  return new ServiceError('DatabaseNotFoundException', `The DB cluster ${id} has no DB instance.`, 404);
}

export function unavailable(): ServiceError {
  const message = 'The writer instance in the DB cluster is not available.';
  return new ServiceError('DatabaseUnavailableException', message, 504);
}

export function resuming(): ServiceError {
  const why = 'is resuming after being auto-paused. Please wait a few seconds and try again.';
  return new ServiceError('DatabaseResumingException', `The Aurora DB instance ${why}`);
}

export function timedOut(): ServiceError {
  return new ServiceError('StatementTimeoutException', 'Request timed out');
}

/** `state` is PostgreSQL's code. */
export function databaseError(message: string, state: string): ServiceError {
  return new ServiceError('DatabaseErrorException', `${message}; SQLState: ${state}`);
}

export function unsupportedClass(instanceClass: string): ServiceError {
  return new ServiceError('BadRequestException', `The Data API does not support the class ${instanceClass}.`);
}

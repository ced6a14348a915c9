/**
 * The errors of SQS, with their codes on the wire.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
import { ServiceError } from '../core/service.ts';

const prefix = 'AWS.SimpleQueueService';

export function noSuchQueue(): ServiceError {
  const message = 'The specified queue does not exist.';
  return new ServiceError(`${prefix}.NonExistentQueue`, message);
}

export function queueExists(attribute: string): ServiceError {
  const message = `A queue already exists with the same name and a different value for attribute ${attribute}`;
  return new ServiceError('QueueAlreadyExists', message);
}

export function notYours(url: string): ServiceError {
  return new ServiceError('AccessDeniedException', `Access to the resource ${url} is denied.`, 403);
}

export function invalidParameter(name: string, value: unknown, reason: string): ServiceError {
  const message = `Value ${String(value)} for parameter ${name} is invalid. Reason: ${reason}`;
  return new ServiceError('InvalidParameterValue', message);
}

export function unknownAttribute(name: string): ServiceError {
  return new ServiceError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

export function invalidAttribute(name: string): ServiceError {
  return new ServiceError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

export function invalidHandle(handle: string): ServiceError {
  const message = `The input receipt handle "${handle}" is not a valid receipt handle.`;
  return new ServiceError('ReceiptHandleIsInvalid', message, 404);
}

export function notInFlight(handle: string): ServiceError {
  const reason = 'Message does not exist or is not available for visibility timeout change.';
  return invalidParameter('ReceiptHandle', handle, reason);
}

export function invalidContents(): ServiceError {
  return new ServiceError('InvalidMessageContents', 'Invalid characters found.');
}

export const batch = {
  empty: () =>
    new ServiceError(`${prefix}.EmptyBatchRequest`, 'There should be at least one entry in the request.'),
  tooMany: (count: number) => {
    const message = `Maximum number of entries per request are 10. You have sent ${count}.`;
    return new ServiceError(`${prefix}.TooManyEntriesInBatchRequest`, message);
  },
  notDistinct: (id: string) => new ServiceError(`${prefix}.BatchEntryIdsNotDistinct`, `Id ${id} repeated.`),
  invalidId: () => {
    const message =
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.';
    return new ServiceError(`${prefix}.InvalidBatchEntryId`, message);
  },
  tooLong: (limit: number, bytes: number) => {
    const message = `Batch requests cannot be longer than ${limit} bytes. You have sent ${bytes} bytes.`;
    return new ServiceError(`${prefix}.BatchRequestTooLong`, message);
  },
};

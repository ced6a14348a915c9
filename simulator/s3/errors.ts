/**
 * The errors of S3, with their texts.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
import { ServiceError } from '../core/service.ts';

export function noSuchBucket(): ServiceError {
  return new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404);
}

export function noSuchKey(): ServiceError {
  return new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
}

export function noSuchVersion(): ServiceError {
  return new ServiceError('NoSuchVersion', 'The specified version does not exist.', 404);
}

export function accessDenied(why = 'Access Denied'): ServiceError {
  return new ServiceError('AccessDenied', why, 403);
}

export function preconditionFailed(): ServiceError {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new ServiceError('PreconditionFailed', message, 412);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html */
export function notModified(): ServiceError {
  return new ServiceError('NotModified', 'Not Modified', 304);
}

export function badDigest(what: string): ServiceError {
  return new ServiceError('BadDigest', `The ${what} you specified did not match what we received.`);
}

/** AWS names the header beside its text, in a member `Header`. */
export function notImplemented(): ServiceError {
  const message = 'A header you provided implies functionality that is not implemented';
  return new ServiceError('NotImplemented', message, 501);
}

export function lockNeedsChecksum(): ServiceError {
  const message =
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters';
  return new ServiceError('InvalidRequest', message);
}

export function bucketExists(isOwn: boolean): ServiceError {
  return isOwn
    ? new ServiceError('BucketAlreadyOwnedByYou', 'You already own the bucket.', 409)
    : new ServiceError('BucketAlreadyExists', 'The requested bucket name is not available.', 409);
}

export function invalidArgument(message: string): ServiceError {
  return new ServiceError('InvalidArgument', message);
}

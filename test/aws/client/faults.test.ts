import * as rds from '@aws-sdk/client-rds';
import { describe, expect, it, vi } from 'vitest';
import { createScope } from '../../../shared/aws/client/clients.ts';
import { classify, faults } from '../../../shared/aws/client/faults.ts';
import { account, region, serviceError } from '../builders.ts';
import { fakeHttp } from '../fake-http.ts';

/**
 * Names that @aws-sdk/client-rds does not export: wire codes that no operation declares, and names that the SDK and
 * Dormouse give themselves.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonErrors.html
 */
const undeclared = new Set([
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'InternalFailure',
  'ServiceUnavailable',
  'RequestExpired',
  'ExpiredToken',
  'ExpiredTokenException',
  'AccessDenied',
  'AccessDeniedException',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'OptInRequired',
  'RegionDisabledException',
  'InvalidParameterValue',
  'InvalidParameterCombination',
  'ValidationError',
  'TimeoutError',
  'AbortError',
  'CredentialsProviderError',
  'UnexpectedAnswer',
  'StreamNotStarted',
  'AlreadyRequested',
  'DrillRecordChanged',
  'NotYetUsable',
  'NotOfTheDrill',
]);

describe('the fault table', () => {
  it('spells every declared fault as the SDK does', () => {
    const unknown = Object.keys(faults).filter((name) => !undeclared.has(name) && !(name in rds));

    expect(unknown).toEqual([]);
  });

  it('lists as undeclared only what the SDK does not export, and the table has', () => {
    expect([...undeclared].filter((name) => name in rds || !(name in faults))).toEqual([]);
  });

  it('has a kind on every fault that the calls of the functions declare', () => {
    const declared = [
      'DBClusterNotFoundFault',
      'InvalidDBClusterStateFault',
      'InvalidDBInstanceStateFault',
      'InvalidDBShardGroupStateFault',
      'DBClusterSnapshotAlreadyExistsFault',
      'DBClusterSnapshotNotFoundFault',
      'InvalidDBClusterSnapshotStateFault',
      'SnapshotQuotaExceededFault',
      'KMSKeyNotAccessibleFault',
      'VpcEncryptionControlViolationException',
      'InvalidGlobalClusterStateFault',
      'DBInstanceNotFoundFault',
      'ResourceNotFoundFault',
    ];

    expect(declared.filter((name) => !(name in faults))).toEqual([]);
  });
});

describe('classify', () => {
  it.each([
    ['InvalidDBClusterStateFault', 'conflict'],
    ['DBClusterNotFoundFault', 'conflict'],
    ['DBClusterSnapshotAlreadyExistsFault', 'already'],
    ['DBClusterSnapshotNotFoundFault', 'conflict'],
    ['SnapshotQuotaExceededFault', 'conflict'],
    ['ResourceNotFoundFault', 'conflict'],
    // ModifyDBCluster declares faults of what Dormouse never changes: they stay until somebody does something.
    ['StorageTypeNotSupportedFault', 'fatal'],
    ['Throttling', 'retry'],
    ['InsufficientDBInstanceCapacityFault', 'retry'],
    ['AccessDenied', 'fatal'],
    ['KMSKeyNotAccessibleFault', 'fatal'],
  ])('calls %s a %s', (name, kind) => {
    expect(classify(serviceError(name))).toMatchObject({ name, kind });
  });

  it('goes by whose fault a service exception is when the table does not know it', () => {
    expect(classify(serviceError('BrandNewFault'))?.kind).toBe('fatal');
    expect(classify(serviceError('BrandNewFault', '', 'server'))?.kind).toBe('retry');
    expect(classify(Object.assign(serviceError('SlowDown'), { $retryable: {} }))?.kind).toBe('retry');
    expect(classify(Object.assign(serviceError('Odd'), { $retryable: undefined }))?.kind).toBe('fatal');
  });

  it.each(['ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN'])(
    'tries again after %s',
    (code) => {
      expect(classify(Object.assign(new Error(''), { code }))).toEqual({
        kind: 'retry',
        name: code,
        message: code,
      });
    },
  );

  it('tries again when the time was over', async () => {
    const signal = AbortSignal.timeout(1);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));

    expect(classify(signal.reason)).toMatchObject({ kind: 'retry', name: 'TimeoutError' });
    expect(classify(AbortSignal.abort().reason)).toMatchObject({ kind: 'retry', name: 'AbortError' });
  });

  it('adds the remedy to what AWS said', () => {
    const said = 'User: x is not authorized to perform: rds:StopDBCluster';

    const message = classify(serviceError('AccessDenied', said))?.message;

    expect(message).toMatch(new RegExp(`^${said} \\(allow the action named here .*\\)$`));
  });

  it.each([
    new TypeError('not a function'),
    new Error('plain'),
    Object.assign(new Error('no such file'), { code: 'ENOENT' }),
    Object.assign(new Error('a name of every object'), { name: 'toString' }),
    'a string',
    undefined,
  ])('leaves %s to fail the run', (error) => {
    expect(classify(error)).toBeUndefined();
  });

  it('gives every name of the table its kind', () => {
    const kinds = Object.keys(faults).map((name) => [name, classify(serviceError(name))?.kind]);

    expect(Object.fromEntries(kinds)).toEqual(faults);
  });

  it.each([429, 502, 503])('takes a page of HTML with status %i for what it is', async (status) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAHOME');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
    const { options } = fakeHttp(() => ({ status, xml: '<html><body>Busy<br></body></html>' }));
    const { rds: client } = createScope({ account, region }, options).clients;

    const error = await client.send(new rds.DescribeDBClustersCommand({})).catch((thrown: unknown) => thrown);

    expect(classify(error)).toMatchObject({ kind: 'retry', name: `HTTP ${status}` });
  });
});

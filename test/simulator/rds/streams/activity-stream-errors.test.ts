import {
  DBClusterNotFoundFault,
  DBInstanceNotFoundFault,
  InvalidDBClusterStateFault,
  InvalidDBInstanceStateFault,
  KMSKeyNotAccessibleFault,
  RDSClient,
  RDSServiceException,
  StartActivityStreamCommand,
  StopActivityStreamCommand,
} from '@aws-sdk/client-rds';
import { expect, it } from 'vitest';
import { inProcess } from '../../../../simulator/in-process.ts';
import { createSimulator } from '../../../../simulator/simulator.ts';
import { start } from '../../control-plane.ts';
import { credentials } from '../../stub-simulator.ts';
import { documentedErrors } from '../../wire/sdk-schema.ts';
import { keyId, streamArn, streamFleet } from './stream-fleet.ts';

const begin = {
  ResourceArn: streamArn,
  Mode: 'async',
  KmsKeyId: 'alias/das',
  ApplyImmediately: true,
} as const;
const none = { ResourceArn: `${streamArn}x` };
const noInstance = { ResourceArn: streamArn.replace('cluster:a', 'db:x') };
const running = { startStream: { mode: 'async', key: keyId } } as const;
const busy = { status: 'modifying' } as const;

/** How an operation fails: by which class of the SDK, with what status, after what change, when asked what. */
const documented = [
  ['StartActivityStream', DBClusterNotFoundFault, 404, {}, none],
  ['StartActivityStream', DBInstanceNotFoundFault, 404, {}, noInstance],
  ['StartActivityStream', KMSKeyNotAccessibleFault, 400, {}, { KmsKeyId: 'alias/none' }],
  ['StartActivityStream', InvalidDBClusterStateFault, 400, busy, {}],
  ['StartActivityStream', InvalidDBInstanceStateFault, 400, { ...running, streamStatus: 'stopped' }, {}],
  ['StopActivityStream', DBClusterNotFoundFault, 404, {}, none],
  ['StopActivityStream', DBInstanceNotFoundFault, 404, {}, noInstance],
  ['StopActivityStream', InvalidDBClusterStateFault, 400, busy, {}],
  ['StopActivityStream', InvalidDBInstanceStateFault, 400, { ...running, streamStatus: 'started' }, {}],
] as const;

/** Documented without saying when: a cluster and an instance that are not there have errors of their own. */
const neverSeen = ['ResourceNotFoundFault'];

/** Without a class: by their codes, as those that all operations share. */
const common = [
  ['a stream that is started', 'StartActivityStream', 'started', {}, 'InvalidParameterCombination'],
  ['a stream that is stopped', 'StopActivityStream', 'stopped', {}, 'InvalidParameterCombination'],
  ['an instance of a cluster', 'StartActivityStream', 'stopped', ofInstance(), 'InvalidParameterCombination'],
  ['what is no ARN', 'StopActivityStream', 'started', { ResourceArn: 'a' }, 'InvalidParameterValue'],
  [
    'a key of AWS',
    'StartActivityStream',
    'stopped',
    { KmsKeyId: 'alias/aws/rds' },
    'InvalidParameterCombination',
  ],
] as const;

function ofInstance() {
  return { ResourceArn: streamArn.replace('cluster:a', 'db:a-1') };
}

type Operation = (typeof documented)[number][0];

/** The error that an SDK client throws, after a change by hand. */
async function refusal(operation: Operation, change: object, asked: object): Promise<unknown> {
  const simulator = createSimulator({ fleet: streamFleet(), now: start });
  const requestHandler = inProcess(simulator);
  const rds = new RDSClient({ region: 'eu-central-1', credentials, requestHandler, maxAttempts: 1 });
  simulator.backend.control?.cluster?.({ cluster: 'a', ...change });
  const sent =
    operation === 'StartActivityStream'
      ? rds.send(new StartActivityStreamCommand({ ...begin, ...asked }))
      : rds.send(new StopActivityStreamCommand({ ResourceArn: streamArn, ...asked }));
  return sent.then(
    () => 'accepted',
    (thrown) => thrown,
  );
}

it.each(documented)(
  '%s is refused by the class of error that the SDK has for it: %o',
  async (operation, fault, httpStatusCode, change, asked) => {
    const error = await refusal(operation, change, asked);

    expect(error).toBeInstanceOf(fault);
    expect(error).toMatchObject({ name: fault.name, $fault: 'client', $metadata: { httpStatusCode } });
  },
);

const operations = ['StartActivityStream', 'StopActivityStream'] as const;
it.each(operations)('%s has all errors that the SDK documents for it, but one not known to occur', (name) => {
  const simulated = documented.filter(([operation]) => operation === name).map(([, fault]) => fault.name);

  expect([...simulated, ...neverSeen].toSorted()).toEqual(documentedErrors(name).toSorted());
});

it.each(common)('%s is refused by a common error of RDS', async (_, operation, streamStatus, asked, name) => {
  const error = await refusal(operation, { streamStatus }, asked);

  expect(error).toBeInstanceOf(RDSServiceException);
  expect(documentedErrors(operation)).not.toContain(name);
  expect(error).toMatchObject({ name, $metadata: { httpStatusCode: 400 } });
});

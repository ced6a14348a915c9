import {
  DeleteFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, expect, test } from 'vitest';
import { functions } from '../../stack/functions.ts';
import { disable, enable } from '../../stack/switch.ts';
import { settings, settingsWith } from './builders.ts';

const lambda = mockClient(LambdaClient);
const names = functions.map(({ key }) => `dormouse-test-${key}`);

afterEach(() => lambda.reset());

test('disabled, no function has any concurrency left', async () => {
  await disable(settings, {});

  expect(lambda.commandCalls(PutFunctionConcurrencyCommand).map(({ args }) => args[0].input)).toEqual(
    names.map((FunctionName) => ({ FunctionName, ReservedConcurrentExecutions: 0 })),
  );
});

test('enabled, each has what the parameter reserves', async () => {
  await enable(settings, {});

  expect(lambda.commandCalls(PutFunctionConcurrencyCommand).map(({ args }) => args[0].input)).toEqual(
    names.map((FunctionName) => ({ FunctionName, ReservedConcurrentExecutions: 3 })),
  );
});

test('enabled with nothing to reserve, each shares what the account has', async () => {
  await enable(settingsWith({ drills: true, reservedConcurrency: 'none' }), {});

  expect(lambda.commandCalls(DeleteFunctionConcurrencyCommand).map(({ args }) => args[0].input)).toEqual(
    names.map((FunctionName) => ({ FunctionName })),
  );
});

const missing = new ResourceNotFoundException({ message: 'Function not found', $metadata: {} });

test('a function that the parameters leave out is switched all the same, if it is there', async () => {
  expect(await disable(settingsWith(), {})).toBe('reserved concurrency of 8 functions: 0');

  lambda.on(PutFunctionConcurrencyCommand, { FunctionName: 'dormouse-test-drillRestores' }).rejects(missing);

  expect(await disable(settingsWith(), {})).toBe('reserved concurrency of 7 functions: 0');
});

test('a function that has to be there and is not is named', async () => {
  lambda.on(PutFunctionConcurrencyCommand, { FunctionName: 'dormouse-test-drillRestores' }).rejects(missing);

  await expect(disable(settings, {})).rejects.toThrow('dormouse-test-drillRestores: ');
});

test('one that AWS refuses keeps none of the others from being switched, and is named', async () => {
  lambda
    .on(PutFunctionConcurrencyCommand, { FunctionName: 'dormouse-test-startClusters' })
    .rejects(new Error('not authorized to perform: lambda:PutFunctionConcurrency'));

  await expect(disable(settings, {})).rejects.toThrow(
    'dormouse-test-startClusters: Error: not authorized to perform: lambda:PutFunctionConcurrency',
  );
  expect(lambda.commandCalls(PutFunctionConcurrencyCommand)).toHaveLength(names.length);
});

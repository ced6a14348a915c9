import { expect, test, vi } from 'vitest';
import { pausesToAct } from '../../../cli/survey/pauses.ts';
import { aPolicy } from '../../policy/builders.ts';
import { awsForEachTest, NOON, policyFile } from '../run-cli.ts';

const aws = awsForEachTest(NOON);
const pause = '{"since":"2026-11-20T12:00:00Z","by":"anna","because":"migration"}';

test('the pauses are read in the Region of the caller', async () => {
  aws.simulator.parameters.set('/dormouse/prod/paused', `[${pause}]`);

  expect(await pausesToAct(aPolicy())).toMatchObject({ state: 'known', pauses: [{ by: 'anna' }] });
});

test('that Region may be the one of a profile', async () => {
  vi.stubEnv('AWS_REGION', undefined);
  vi.stubEnv('AWS_CONFIG_FILE', await policyFile('[default]\nregion = eu-central-1\n'));

  expect(await pausesToAct(aPolicy())).toEqual({ state: 'known', pauses: [] });
});

test('without a Region they are unknown, and nothing is asked', async () => {
  vi.stubEnv('AWS_REGION', undefined);

  expect(await pausesToAct(aPolicy())).toEqual({ state: 'unknown', why: 'no Region is known' });
  expect(aws.simulator.calls.list()).toEqual([]);
});

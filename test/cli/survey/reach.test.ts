import { expect, test, vi } from 'vitest';
import { createReach } from '../../../cli/survey/reach.ts';
import type { AwsScope } from '../../../shared/aws/client/aws-scope.ts';
import type { Listings } from '../../../shared/runtime/sweep/listings.ts';

const place = { account: '111122223333', region: 'eu-central-1' };
const silence = () => Promise.reject(Object.assign(new Error('connect'), { code: 'ETIMEDOUT' }));
const answer = () => Promise.resolve('answer');

test('a place that gave no answer is not asked again, another is', async () => {
  const { ask } = createReach();
  const again = vi.fn(answer);

  await expect(ask(place, silence)).rejects.toThrow('connect; check the network');
  await expect(ask(place, again)).rejects.toThrow('connect; check the network');
  expect(again).not.toHaveBeenCalled();
  expect(await ask({ ...place, region: 'us-east-1' }, answer)).toBe('answer');
});

test('a place that refused is asked again', async () => {
  const { ask } = createReach();
  const refusal = Object.assign(new Error('no'), { name: 'AccessDenied', $fault: 'client' });

  await expect(ask(place, () => Promise.reject(refusal))).rejects.toBe(refusal);
  expect(await ask(place, answer)).toBe('answer');
});

test('where one service has answered, silence of another keeps nobody from asking', async () => {
  const { ask } = createReach();

  await ask(place, answer);
  await expect(ask(place, silence)).rejects.toThrow('connect; check the network');
  expect(await ask(place, answer)).toBe('answer');
});

test('a silence that a listing met counts for that place, and not for the one that asked for it', async () => {
  const { ask, through } = createReach();
  const away = { ...place, region: 'us-east-1' };
  const silent: Listings = {
    clusters: silence,
    members: silence,
    snapshots: silence,
    manualSnapshots: silence,
  };
  const listed = () => through(silent).snapshots(away as AwsScope);

  await expect(ask(place, listed)).rejects.toThrow('connect; check the network');
  await expect(ask(away, answer)).rejects.toThrow('connect; check the network');
  expect(await ask(place, answer)).toBe('answer');
});

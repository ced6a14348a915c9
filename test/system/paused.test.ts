import { expect, test } from 'vitest';
import { writePauses } from '../../shared/policy/file/pauses.ts';
import { HOUR, MINUTE, start } from './fleet.ts';
import { aWatchedDay } from './watched-day.ts';

const PAUSED_MAX_HOURS = 24;

test('a pause of a function that runs every two hours is heard of after a day, and its end', async () => {
  const day = await aWatchedDay({
    everyMs: (name) => (name === 'pruneSnapshots' ? 2 * HOUR : 30 * MINUTE),
  });
  const { parameters } = day.simulator;
  const pause = { function: 'prune-snapshots', since: start, by: 'anna', because: 'audit' };
  parameters.set('/dormouse/prod/paused', writePauses([pause]));
  const heard = () =>
    day.desk.mails.filter(({ alarm }) => alarm.endsWith('-Paused')).map(({ state }) => state);

  await day.runUntil(day.hour(PAUSED_MAX_HOURS - 1));
  expect(heard()).toEqual([]);
  await day.runUntil(day.hour(PAUSED_MAX_HOURS));
  expect(heard()).toEqual(['ALARM']);

  parameters.set('/dormouse/prod/paused', '[]');
  await day.runUntil(day.hour(PAUSED_MAX_HOURS + 2));
  expect(heard()).toEqual(['ALARM', 'OK']);
});

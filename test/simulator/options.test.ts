import { expect, it } from 'vitest';
import { readOptions } from '../../simulator/options.ts';

it('needs only a fleet', () => {
  const options = readOptions(['--fleet', 'fleet.yml', '--now', '2026-11-20T18:00:00Z']);

  const now = Date.UTC(2026, 10, 20, 18);
  expect(options).toEqual({ fleet: 'fleet.yml', port: 4566, now, clock: 'real', seed: 1 });
});

it('may keep the events of a bus', () => {
  const bus = 'arn:aws:events:eu-central-1:111122223333:event-bus/jobs';

  expect(readOptions(['--fleet', 'fleet.yml', '--record', bus])).toMatchObject({ record: bus });
});

it('asks for help before anything else', () => {
  expect(readOptions(['--help', '--port', 'x'])).toBeUndefined();
});

it.each<[string, string[], RegExp]>([
  ['no fleet', [], /^--fleet FILE is missing/],
  ['a port too high', ['--fleet', 'x', '--port', '65536'], /^--port is "65536": expected a whole number/],
  ['no number for a seed', ['--fleet', 'x', '--seed', '1e3'], /^--seed is "1e3": expected a whole number/],
  ['no time', ['--fleet', 'x', '--now', 'noon'], /^--now is "noon": expected a time/],
  ['no such clock', ['--fleet', 'x', '--clock', 'fast'], /^--clock is "fast": expected real or manual/],
  ['a port that is none, before it asks for a fleet', ['--port', 'abc'], /^--port is "abc": expected/],
  ['an unknown option', ['--fleeet', 'x'], /Unknown option '--fleeet'/],
  ['something left over', ['--fleet', 'x', 'y'], /Unexpected argument 'y'/],
])('refuses %s', (_, args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

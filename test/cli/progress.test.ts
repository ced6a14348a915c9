import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withProgress } from '../../cli/progress.ts';

let written = '';

function stream(isTTY: boolean): Writable & { isTTY: boolean } {
  const write = (chunk: unknown, _encoding: string, done: () => void): void => {
    written += String(chunk);
    done();
  };
  return Object.assign(new Writable({ write }), { isTTY });
}

beforeEach(() => {
  written = '';
  vi.useFakeTimers();
});

afterEach(() => vi.useRealTimers());

test.each([
  { name: 'work of one second says nothing', isTTY: true, ms: 1000, expected: '' },
  {
    name: 'longer work shows the seconds and wipes them away',
    isTTY: true,
    ms: 5000,
    expected: '\rreading 2 s\rreading 4 s\r\u001b[K',
  },
  { name: 'without a terminal nothing is shown', isTTY: false, ms: 5000, expected: '' },
])('$name', async ({ isTTY, ms, expected }) => {
  const work = new Promise<string>((resolve) => setTimeout(resolve, ms, 'done'));
  const shown = withProgress(stream(isTTY), 'reading', work);
  await vi.advanceTimersByTimeAsync(ms);

  expect(await shown).toBe('done');
  expect(written).toBe(expected);
});

import { Writable } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { withProgress } from '../../../cli/terminal/progress.ts';

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
    expected: '\r\u001b[Kreading 2 s\r\u001b[Kreading 4 s\r\u001b[K',
  },
  { name: 'without a terminal nothing is shown', isTTY: false, ms: 5000, expected: '' },
])('$name', async ({ isTTY, ms, expected }) => {
  const work = () => new Promise<string>((resolve) => setTimeout(resolve, ms, 'done'));
  const shown = withProgress(stream(isTTY), 'reading', work);
  await vi.advanceTimersByTimeAsync(ms);

  expect(await shown).toBe('done');
  expect(written).toBe(expected);
});

test.each([
  {
    name: 'a warning stands on a line of its own, the seconds come back below it',
    isTTY: true,
    expected: '\r\u001b[Kreading 2 s\r\u001b[Kwarning: partial data\n\r\u001b[Kreading 4 s\r\u001b[K',
  },
  { name: 'without a terminal a warning is all there is', isTTY: false, expected: 'warning: partial data\n' },
])('$name', async ({ isTTY, expected }) => {
  const shown = withProgress(stream(isTTY), 'reading', async ({ warn }) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    warn('partial data');
    await new Promise((resolve) => setTimeout(resolve, 2000));
  });
  await vi.advanceTimersByTimeAsync(5000);
  await shown;

  expect(written).toBe(expected);
});

test.each([
  {
    name: 'what is waited for stands beside the seconds',
    columns: 80,
    expected: 'reading 2 s: stop, eu-central-1',
  },
  { name: 'a narrow terminal shows as much of it as fits', columns: 16, expected: 'reading 2 s: st' },
])('$name', async ({ columns, expected }) => {
  const shown = withProgress(Object.assign(stream(true), { columns }), 'reading', async ({ waitFor }) => {
    waitFor('stop, eu-central-1');
    await new Promise((resolve) => setTimeout(resolve, 3000));
  });
  await vi.advanceTimersByTimeAsync(3000);
  await shown;

  expect(written).toBe(`\r\u001b[K${expected}\r\u001b[K`);
});

import { Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { afterEach, expect, test, vi } from 'vitest';
import { coloured, paintFor, plain } from '../../../cli/terminal/paint.ts';

afterEach(() => vi.unstubAllEnvs());

function stream(isTTY: boolean): Writable {
  return Object.assign(new Writable(), { isTTY, getColorDepth: () => WriteStream.prototype.getColorDepth() });
}

test.each([
  { name: 'a pipe', isTTY: false, env: {}, expected: plain },
  { name: 'a terminal', isTTY: true, env: {}, expected: coloured },
  { name: 'a terminal with NO_COLOR', isTTY: true, env: { NO_COLOR: '1' }, expected: plain },
  { name: 'a pipe with FORCE_COLOR', isTTY: false, env: { FORCE_COLOR: '1' }, expected: coloured },
])('$name is painted as it should be', ({ isTTY, env, expected }) => {
  for (const name of ['NO_COLOR', 'FORCE_COLOR', 'NODE_DISABLE_COLORS', 'CI']) vi.stubEnv(name, undefined);
  vi.stubEnv('TERM', 'xterm-256color');
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);

  expect(paintFor(stream(isTTY))).toBe(expected);
});

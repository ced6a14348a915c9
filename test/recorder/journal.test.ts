import { appendFile, mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openJournal } from '../../recorder/journal.ts';

const now = Date.parse('2026-11-29T12:00:00Z');
const hour = 3_600_000;

async function aPath(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'fleet.yml.partial');
}

describe('a journal', () => {
  it('gives what an earlier run has read, at the time of that run', async () => {
    const path = await aPath();
    const first = await openJournal(path, { days: 28 }, now);
    await first.once('a', async () => [1, 2]);

    const second = await openJournal(path, { days: 28 }, now + hour);

    expect(second).toMatchObject({ until: now, isResumed: true });
    expect(await second.once('a', () => Promise.reject(new Error('read again')))).toEqual([1, 2]);
    expect(second.has('b')).toBe(false);
  });

  it('keeps no error', async () => {
    const path = await aPath();
    const journal = await openJournal(path, {}, now);
    await expect(journal.once('a', () => Promise.reject(new Error('denied')))).rejects.toThrow('denied');

    expect(await journal.once('a', async () => 'read')).toBe('read');
  });

  it('goes on after a line that breaks off', async () => {
    const path = await aPath();
    const journal = await openJournal(path, {}, now);
    await journal.once('a', async () => 1);
    await appendFile(path, '["b",[1,2');

    const next = await openJournal(path, {}, now);

    expect([next.has('a'), next.has('b')]).toEqual([true, false]);
  });

  const others = [
    ['of other options', { days: 7 }, hour],
    ['that is a day old', { days: 28 }, 24 * hour],
  ] as const;
  it.each(others)('%s begins again', async (_, options, later) => {
    const path = await aPath();
    await (await openJournal(path, { days: 28 }, now)).once('a', async () => 1);

    const next = await openJournal(path, options, now + later);

    expect(next).toMatchObject({ until: now + later, isResumed: false });
    expect(next.has('a')).toBe(false);
    expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(2);
  });

  it('leaves no file in the end', async () => {
    const path = await aPath();
    await (await openJournal(path, {}, now)).remove();

    await expect(stat(path)).rejects.toThrow('ENOENT');
  });
});

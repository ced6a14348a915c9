import { createInterface } from 'node:readline/promises';
import type { Io } from '../terminal/io.ts';
import { readValue } from './check.ts';
import { readTags, type Wishes } from './wishes.ts';

/**
 * Asks for everything that a first policy needs, on `stderr`. An empty answer takes the value in brackets; one that cannot
 * be used is asked for again.
 */
export async function askFor(known: Wishes, { stdin, stderr }: Io): Promise<Wishes> {
  const terminal = createInterface({ input: stdin, output: stderr });
  const lines = terminal[Symbol.asyncIterator]();

  async function ask<T>(question: string, fallback: string, read: (text: string) => T): Promise<T> {
    for (;;) {
      stderr.write(`${question} [${fallback}] `);
      const next = await lines.next();
      const answer = next.done ? '' : next.value.trim();
      try {
        return read(answer === '' ? fallback : answer);
      } catch (error) {
        if (next.done) throw error;
        stderr.write(`  ${error instanceof Error ? error.message : String(error)}\n`);
      }
    }
  }

  try {
    const timezone = await ask('Time zone of all hours', known.timezone, readValue.timezone);
    const tags = await ask('Tag of the clusters to stop at night', tagText(known.tags), (text) =>
      readTags([text], 'tag'),
    );
    const hours = await ask('Hours in which they are up', known.hours, readValue.hours);
    const stop = await ask(
      'Outside of them: stop whenIdle, atOnce, atEnd or never',
      known.stop,
      readValue.stop,
    );
    const protect = await ask(
      'Tag of the clusters that are never stopped, or none',
      tagText(known.protect),
      (text) => (text === 'none' ? {} : readTags([text], 'tag')),
    );
    const snapshots = await ask(
      'A snapshot of those each night, yes or no',
      known.snapshots ? 'yes' : 'no',
      (text) => /^y/i.test(text),
    );
    const copyTo = snapshots
      ? await ask('Copied to another Region, or none', known.copyTo ?? 'none', readValue.region)
      : undefined;
    const kmsKey =
      copyTo === undefined
        ? undefined
        : await ask(`KMS key in ${copyTo}, or none`, known.kmsKey ?? 'none', readValue.kmsKey);
    return {
      ...{ timezone, tags, hours, stop, protect, snapshots },
      ...(copyTo !== undefined && { copyTo }),
      ...(kmsKey !== undefined && { kmsKey }),
    };
  } finally {
    terminal.close();
  }
}

function tagText(tags: Wishes['tags']): string {
  const [first] = Object.entries(tags);
  return first === undefined ? 'none' : `${first[0]}=${first[1].join(',')}`;
}

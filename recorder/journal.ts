import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';

/** The answers that a recording has read so far, in a file, so that an interruption costs nothing that was paid for. */
export interface Journal {
  /** The start of this recording: the time that all its series end at. */
  readonly until: number;
  /** Whether it goes on with what an earlier run has read. */
  readonly isResumed: boolean;
  /** The answer that was read under this name before; else it is read now and kept. An error is not kept. */
  once<T>(name: string, read: () => Promise<T>): Promise<T>;
  has(name: string): boolean;
  /** To call when the fleet file is complete. */
  remove(): Promise<void>;
}

interface Head {
  readonly journal: 1;
  readonly until: number;
  /** The options that decide what is read. */
  readonly options: string;
}

/** CloudWatch has values by the minute for 15 days: what is asked for later than this could have lost them. */
const keptMs = 20 * 3_600_000;

/**
 * The journal at a path: what is there is used if it was begun with the same options less than 20 hours before `now` (ms),
 * else it begins again.
 */
export async function openJournal(path: string, options: unknown, now: number): Promise<Journal> {
  const told = hashOf(options);
  const lines = await readLines(path);
  const head = toHead(lines[0]);
  const isResumed = head !== undefined && head.options === told && now - head.until < keptMs;
  const until = isResumed ? head.until : now;
  const known = new Map<string, unknown>(isResumed ? lines.slice(1).flatMap(toEntry) : []);
  if (!isResumed) {
    const begun: Head = { journal: 1, until, options: told };
    await writeFile(path, `${JSON.stringify(begun)}\n`);
  }
  // One write at a time: lines must not mix.
  let last: Promise<void> = Promise.resolve();

  return {
    until,
    isResumed,
    has: (name) => known.has(name),
    async once<T>(name: string, read: () => Promise<T>): Promise<T> {
      // The same call of the same version wrote these lines of the journal.
      if (known.has(name)) return known.get(name) as T;
      const value = await read();
      known.set(name, value);
      last = last.then(() => appendFile(path, `${JSON.stringify([name, value])}\n`));
      await last;
      return value;
    },
    remove: () => rm(path, { force: true }),
  };
}

/** A short name for something that is the same in every run. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}

async function readLines(path: string): Promise<string[]> {
  try {
    return (await readFile(path, 'utf8')).split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

function toHead(line = ''): Head | undefined {
  const value = parse(line);
  const isHead = typeof value === 'object' && value !== null && 'journal' in value && value.journal === 1;
  // Written by this file.
  return isHead ? (value as Head) : undefined;
}

/** The last line may break off. */
function toEntry(line: string): [string, unknown][] {
  const value = parse(line);
  return Array.isArray(value) && typeof value[0] === 'string' ? [[value[0], value[1]]] : [];
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

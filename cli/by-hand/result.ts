import { hang, padEnd } from '../terminal/columns.ts';
import { type Io, lookFor } from '../terminal/io.ts';
import type { Task } from './task.ts';

/** The result of a command by hand. */
export interface ByHandResult {
  /** `requested`: AWS has accepted it and takes minutes. `done`: complete. `already`: it was so before. */
  readonly status: 'requested' | 'done' | 'already';
  /** The tags that were written. */
  readonly tags: Readonly<Record<string, string>>;
  /** The keys of the tags that were removed. */
  readonly removed: readonly string[];
  /** One sentence each: what follows, and what to know about it. */
  readonly notes: readonly string[];
}

/** Writes the result for people, or with --json for programs. */
export function writeResult({ cluster, verb, options }: Task, result: ByHandResult, { stdout }: Io): void {
  const { arn, account, region, id } = cluster;
  if (options.json) {
    const report = { version: 1, command: verb, arn, account, region, cluster: id, ...result };
    stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    return;
  }
  const { paint, width = Number.POSITIVE_INFINITY } = lookFor(stdout, options.color);
  const rows = [...Object.entries(result.tags), ...result.removed.map((key) => [key, 'removed'] as const)];
  const label = Math.max(0, ...rows.map(([key]) => key.length));
  const lines = [
    `${paint('heading', id)}  ${account}  ${region}`,
    ...rows.flatMap(([key, value]) => hang(`  ${padEnd(key, label)}  `, value, width)),
    ...result.notes.flatMap((note) => hang('', note, width)),
  ];
  stdout.write(`${lines.join('\n')}\n`);
}

import { readFile } from 'node:fs/promises';
import type { LoadedPolicy } from './check-policy.ts';

/** A policy that was checked when the functions were packaged, next to the text that it was made from. */
export interface CompiledPolicy extends LoadedPolicy {
  readonly text: string;
}

/** Where the compiled policy of a policy file is. */
export function compiledPath(path: string): string {
  return `${path}.compiled.json`;
}

/**
 * The policy as compiled when the functions were packaged, if it was made from this text: a cold start then
 * has no use for the YAML parser and the schema.
 */
export async function readCompiled(path: string, text: string): Promise<LoadedPolicy | undefined> {
  const json = await readFile(compiledPath(path), 'utf8').catch(absent);
  if (json === undefined) return undefined;
  const compiled: CompiledPolicy = JSON.parse(json);
  return compiled.text === text ? compiled : undefined;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPolicy } from '../../shared/runtime/function/check-policy.ts';
import { type CompiledPolicy, compiledPath } from '../../shared/runtime/function/compiled-policy.ts';

/** A policy as packaging leaves it: checked once, so that invocations need not check it again. */
export interface PackagedPolicy {
  readonly path: string;
  clear(): Promise<void>;
}

/**
 * Packages a policy file, in a folder of its own.
 *
 * @throws PolicyError with every problem.
 */
export async function packagePolicy(file: string): Promise<PackagedPolicy> {
  const text = await readFile(file, 'utf8');
  const compiled: CompiledPolicy = { text, ...checkPolicy(text, file) };
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-policy-'));
  const path = join(folder, 'policy.yml');
  await writeFile(path, text);
  await writeFile(compiledPath(path), JSON.stringify(compiled));
  return { path, clear: () => rm(folder, { recursive: true }) };
}

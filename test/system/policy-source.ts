import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPolicy } from '../../shared/runtime/function/check-policy.ts';
import { compiledPath } from '../../shared/runtime/function/compiled-policy.ts';

/** Has something undone in the end. */
export type Later = (undo: () => void | Promise<void>) => void;

/** A folder with a policy and what packaging makes of it, until the end: for DORMOUSE_POLICY. */
export function policySource(text: string, later: Later): string {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-policy-'));
  const file = join(folder, 'policy.yml');
  writeFileSync(file, text);
  writeFileSync(compiledPath(file), JSON.stringify({ text, ...checkPolicy(text, file) }));
  later(() => rmSync(folder, { recursive: true }));
  return `file:${file}`;
}

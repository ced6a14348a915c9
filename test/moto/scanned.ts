import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { parts } from '../../stack/parts.ts';
import { everything } from '../stack/builders.ts';
import { packages } from '../support/packages.ts';

/** The file of the template as packaged. */
export const compiled = `${packages.file.folder}/cloudformation-template-update-stack.json`;

/** The templates that scanners look at: as packaged, with every parameter set, and that of target accounts. */
export function scannedTemplates(): string[] {
  return [compiled, compiledWithEverything(), 'spoke.yml'];
}

/** The file of the packaged template with every parameter set, until the test ends. */
export function compiledWithEverything(): string {
  const template: { Resources: object } = JSON.parse(readFileSync(compiled, 'utf8'));
  for (const part of Object.values(parts)) Object.assign(template.Resources, part(everything).Resources);
  return writeTemplate(template);
}

/** A file with a template, until the test ends. */
export function writeTemplate(template: object): string {
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-scan-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template));
  return file;
}

/** Expects the findings, `check resource`, to be those that docs/security.md explains, by check and end of the resource. */
export function expectExplained(found: readonly string[], checks: RegExp): void {
  const table = readFileSync('docs/security.md', 'utf8').matchAll(/^\| `(\w+)` \| `(\w+)` \|/gm);
  const explained = [...table]
    .map(([, check = '', end = '']) => ({ check, end }))
    .filter(({ check }) => checks.test(check));
  const isAbout = (finding: string) => (row: (typeof explained)[number]) =>
    finding.startsWith(`${row.check} `) && finding.endsWith(row.end);

  expect(explained).not.toEqual([]);
  expect(found.filter((finding) => !explained.some(isAbout(finding)))).toEqual([]);
  expect(explained.filter((row) => !found.some((finding) => isAbout(finding)(row)))).toEqual([]);
}

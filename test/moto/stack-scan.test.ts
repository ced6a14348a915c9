import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { parts } from '../../stack/plugin.ts';
import { everything } from '../stack/builders.ts';
import { packages } from '../support/packages.ts';

const compiled = `${packages.moto.folder}/cloudformation-template-update-stack.json`;
const folder = mkdtempSync(join(tmpdir(), 'dormouse-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

const failed = z.object({ check_id: z.string(), resource: z.string() });
const report = z.union([
  z.object({ results: z.object({ failed_checks: z.array(failed) }) }),
  z.object({ failed: z.literal(0) }).transform(() => ({ results: { failed_checks: [] } })),
]);

/** The findings of checkov, each with its resource: `CKV_AWS_116 AWS::Lambda::Function.StopIdleClustersLambdaFunction`. */
function scan(template: string): string[] {
  const { stdout, stderr, error } = spawnSync(
    process.env.CHECKOV ?? 'checkov',
    [
      '-f',
      template,
      '--framework',
      'cloudformation',
      '--compact',
      '--quiet',
      '--skip-download',
      '-o',
      'json',
    ],
    { encoding: 'utf8', maxBuffer: 1e9 },
  );
  if (error !== undefined) throw error;
  if (stdout === '') throw new Error(stderr);
  const { results } = report.parse(JSON.parse(stdout));
  return results.failed_checks.map(({ check_id, resource }) => `${check_id} ${resource}`);
}

function withEverything(): string {
  const template: { Resources: object } = JSON.parse(readFileSync(compiled, 'utf8'));
  for (const part of Object.values(parts)) Object.assign(template.Resources, part(everything).Resources);
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template));
  return file;
}

/** The rows of the table: the check, and the end of the resources that it is about. */
const explained = [
  ...readFileSync('docs/security.md', 'utf8').matchAll(/^\| `(CKV_\w+)` \| `(\w+)` \|/gm),
].map(([, check = '', end = '']) => ({ check, end }));

test('checkov finds in the templates what the table in docs/security.md explains, and the table nothing else', () => {
  const found = [...scan(compiled), ...scan(withEverything()), ...scan('spoke.yml')];
  const isAbout = (finding: string) => (row: (typeof explained)[number]) =>
    finding.startsWith(`${row.check} `) && finding.endsWith(row.end);

  expect(explained).not.toEqual([]);
  expect(found.filter((finding) => !explained.some(isAbout(finding)))).toEqual([]);
  expect(explained.filter((row) => !found.some((finding) => isAbout(finding)(row)))).toEqual([]);
});

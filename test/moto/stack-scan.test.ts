import { spawnSync } from 'node:child_process';
import { test } from 'vitest';
import { z } from 'zod';
import { expectExplained, scannedTemplates } from './scanned.ts';

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

test('checkov finds in the templates what the table in docs/security.md explains, and the table nothing else', () => {
  expectExplained(scannedTemplates().flatMap(scan), /^CKV_/);
});

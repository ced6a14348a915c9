import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { expectExplained, scannedTemplates, writeTemplate } from './scanned.ts';

const report = z.array(
  z.object({
    status: z.string(),
    not_compliant: z.array(z.object({ Rule: z.object({ name: z.string(), checks: z.unknown() }) })),
  }),
);

/** The rules of Control Tower that a template breaks, each with its resource: `sqs_dlq_check UndeliveredEvents`. */
function guard(template: string): string[] {
  const { stdout, stderr, error } = spawnSync(
    process.env.CFN_GUARD ?? 'cfn-guard',
    [
      ...['validate', '--structured', '--output-format', 'json', '--show-summary', 'none'],
      ...['--data', template, '--rules', process.env.CFN_GUARD_RULES ?? 'rules'],
    ],
    { encoding: 'utf8', maxBuffer: 1e9 },
  );
  if (error !== undefined) throw error;
  if (stdout === '') throw new Error(stderr);
  const broken = report.parse(JSON.parse(stdout)).flatMap((file) => file.not_compliant);
  return broken.flatMap(({ Rule: { name, checks } }) => {
    const resources = JSON.stringify(checks).matchAll(/"path":"\/Resources\/(\w+)/g);
    return [...new Set([...resources].map(([, id]) => `${name} ${id}`))];
  });
}

test('cfn-guard finds in the templates what the table in docs/security.md explains, and the table nothing else', () => {
  expectExplained(scannedTemplates().flatMap(guard), /^[a-z0-9_]+_check$/);
});

test('cfn-guard does find what is wrong', () => {
  const file = writeTemplate({ Resources: { Left: { Type: 'AWS::SQS::Queue', Properties: {} } } });

  expect(guard(file)).toContain('sqs_dlq_check Left');
});

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { releases } from '../support/packages.ts';
import { compiled, compiledWithEverything, writeTemplate } from './scanned.ts';

/** The findings of cfn-lint, one a line. */
function lint(template: string): string {
  const { stdout, stderr, error } = spawnSync(
    process.env.CFN_LINT ?? 'cfn-lint',
    ['--format', 'parseable', '--regions', 'eu-central-1', 'us-east-1', '--template', template],
    { encoding: 'utf8' },
  );
  if (error !== undefined) throw error;
  return stdout + stderr;
}

test('cfn-lint finds nothing in the compiled template', () => {
  expect(lint(compiled)).toBe('');
});

test('cfn-lint finds nothing in it with every parameter set', () => {
  expect(lint(compiledWithEverything())).toBe('');
});

test.each([
  ...[
    `${releases.first}/home.json`,
    'spoke.yml',
    'examples/events-to-chat.yml',
    'examples/events-to-email.yml',
  ],
  'examples/organizations/key.yml',
  'examples/organizations/deployment-role.yml',
  'examples/chat/template.yml',
  ...['examples/drill-check-neptune/template.yml', 'examples/drill-check-documentdb/template.yml'],
])(
  'cfn-lint finds nothing in %s',
  (file) => {
    expect(lint(file)).toBe('');
  },
  180_000,
);

test('cfn-lint does find what is wrong', () => {
  const file = writeTemplate({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { Nme: 'a' } } } });

  expect(lint(file)).toContain('E3002');
});

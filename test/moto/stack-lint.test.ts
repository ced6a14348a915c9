import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parts } from '../../stack/plugin.ts';
import { everything } from '../stack/builders.ts';
import { packages, releases } from '../support/packages.ts';

const compiled = `${packages.file.folder}/cloudformation-template-update-stack.json`;

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
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const template: { Resources: object } = JSON.parse(readFileSync(compiled, 'utf8'));
  for (const part of Object.values(parts)) Object.assign(template.Resources, part(everything).Resources);
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify(template));

  expect(lint(file)).toBe('');
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
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-lint-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'template.json');
  writeFileSync(
    file,
    JSON.stringify({ Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { Nme: 'a' } } } }),
  );

  expect(lint(file)).toContain('E3002');
});

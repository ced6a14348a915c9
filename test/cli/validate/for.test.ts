import { expect, test } from 'vitest';
import { dormouse, HOME_POLICY, policyFile } from '../run-cli.ts';

const padded = (bytes: number) => policyFile(HOME_POLICY.padEnd(bytes, '# '));

test.each([
  [1_000, 0, 'It fits into ssm:/dormouse/policy.'],
  [
    5_000,
    0,
    'It fits into ssm:/dormouse/policy: 5,000 bytes are more than the 4,096 of a standard parameter',
  ],
  [9_000, 1, 'It does not fit into ssm:/dormouse/policy: 9,000 bytes are more than the 8,192'],
])('a policy of %i bytes ends with %i for SSM', async (bytes, code, text) => {
  const { stdout, exitCode } = await dormouse([
    'validate',
    await padded(bytes),
    '--for',
    'ssm:/dormouse/policy',
  ]);

  expect(stdout).toContain(text);
  expect(exitCode).toBe(code);
});

test('programs read whether it fits', async () => {
  const { stdout } = await dormouse(['validate', await padded(9_000), '--json', '--for', 'ssm:/p']);

  expect(JSON.parse(stdout)).toMatchObject({ valid: true, fit: { fits: false } });
});

test('what is no place for a policy is refused with the forms', async () => {
  const { stderr, exitCode } = await dormouse(['validate', await padded(1), '--for', 'parameter store']);

  expect(stderr).toContain('write file:<path>, ssm:/<name>, appconfig:');
  expect(exitCode).toBe(1);
});

import { describe, expect, test } from 'vitest';
import { dormouse, POLICY, policyFile } from '../run-cli.ts';

describe('dormouse validate', () => {
  test('a good policy is valid', async () => {
    const path = await policyFile();

    expect(await dormouse(['validate', path])).toEqual({
      exitCode: 0,
      stdout: `${path}: valid, 1 rule\n`,
      stderr: '',
    });
  });

  test('every problem comes with place, value, remedy and its line', async () => {
    const text = POLICY.replace('enforce', 'enforced').replace('atOnce', 'now');

    const { exitCode, stdout } = await dormouse(['validate', '-'], text);

    expect(stdout).toMatch(
      /^stdin:2:7 mode: "enforced" .+; .+\n {3}2 \| mode: enforced\n {5}\| {7}\^\nstdin:6:/,
    );
    expect(stdout).toMatch(/stdin: not valid, 2 errors, 0 warnings\n$/);
    expect(exitCode).toBe(1);
  });

  test('warnings leave it valid', async () => {
    const text = `${POLICY}calendars:\n  holidays: ["2001-01-01"]\n`;

    const { exitCode, stdout } = await dormouse(['validate', '-'], text);

    expect(stdout).toContain('warning:');
    expect(stdout).toMatch(/stdin: valid, 1 rule, 0 errors, 1 warning\n$/);
    expect(exitCode).toBe(0);
  });

  test('JSON has the same', async () => {
    const { exitCode, stdout } = await dormouse(['validate', '--json', '-'], 'version: 2\nrules: []\n');

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      file: 'stdin',
      valid: false,
      problems: [{ severity: 'error', line: 1, column: 10, path: 'version', value: '2' }, { path: 'rules' }],
    });
    expect(exitCode).toBe(1);
  });
});

import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { dormouse, HOME_POLICY, policyFile } from '../run-cli.ts';

const PASSES = `version: 1
tests:
  - name: it stops in the evening
    given: { tags: { env: dev } }
    at: mon 2026-11-23 20:00
    expect: { power: stop because outside-hours }
`;
const FAILS = PASSES.replace('it stops', 'it stays up').replace('stop because outside-hours', 'unchanged');

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A policy with a file of tests beside it. */
async function testFile(tests: string): Promise<string> {
  const path = join(dirname(await policyFile(HOME_POLICY)), 'policy.test.yml');
  await writeFile(path, tests);
  return path;
}

test('a policy that decides as its tests expect ends with 0', async () => {
  const path = await testFile(PASSES);
  const { exitCode, stdout } = await dormouse(['test', path]);

  expect(stdout).toBe(
    `${path}, of ${join(dirname(path), 'policy.yml')}\n  pass  it stops in the evening\n\n1 test: 1 passed\n`,
  );
  expect(exitCode).toBe(0);
});

test('a test that fails shows what was expected and what was decided, and ends with 1', async () => {
  const path = await testFile(FAILS);
  const { exitCode, stdout } = await dormouse(['test', path]);

  expect(stdout.split('\n').slice(1)).toEqual([
    '  FAIL  it stays up in the evening',
    `        ${path}:3:5`,
    '        power, Mon 2026-11-23 20:00 UTC',
    '        expected  unchanged',
    '        decided   stop because outside-hours (rule developers)',
    '                  outside mon-fri 07:00-19:00 since Mon 19:00 UTC; next opens Tue 07:00',
    '',
    '1 test: 0 passed, 1 failed',
    '',
  ]);
  expect(exitCode).toBe(1);
});

test('--json has every test with its place, and the rules that none reaches', async () => {
  const path = await testFile(FAILS.replace('env: dev', 'env: prod'));
  const { exitCode, stdout } = await dormouse(['test', '--json', path]);

  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    passed: 1,
    failed: 0,
    files: [
      {
        file: path,
        policy: join(dirname(path), 'policy.yml'),
        valid: true,
        problems: [],
        tests: [{ name: 'it stays up in the evening', line: 3, column: 5, passed: true, failures: [] }],
        untested: ['developers'],
      },
    ],
  });
  expect(exitCode).toBe(0);
});

test('a file that is not valid is reported with line and column, and others are run all the same', async () => {
  const wrong = await testFile(PASSES.replace('outside-hours', 'boredom'));
  const right = await testFile(PASSES);
  const { exitCode, stdout } = await dormouse(['test', wrong, right]);

  expect(stdout).toContain(`${wrong}:6:22 tests[0].expect.power:`);
  expect(stdout).toContain('1 test: 1 passed, 1 file not valid\n');
  expect(exitCode).toBe(1);
});

test('--policy takes the place of the policy that the file names', async () => {
  const path = await testFile(PASSES);
  const other = await policyFile(HOME_POLICY.replace('19:00', '23:00'));

  expect((await dormouse(['test', path, '--policy', other])).exitCode).toBe(1);
});

test('a file on standard input is about the policy here; one that is missing is named', async () => {
  const path = await policyFile(HOME_POLICY);
  vi.spyOn(process, 'cwd').mockReturnValue(dirname(path));

  expect((await dormouse(['test', '-', '-p', path], PASSES)).exitCode).toBe(0);
  const missing = await dormouse(['test', 'no.test.yml']);
  expect(missing.stderr).toContain('no.test.yml: there is no such file');
  expect(missing.stderr).toContain('name a file of tests, such as policy.test.yml');
  expect(missing.exitCode).toBe(1);
});

test('no call goes to AWS, and no credentials are needed', async () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');

  expect((await dormouse(['test', await testFile(PASSES)])).exitCode).toBe(0);
});

test('the tests of the example policy pass and name its schema', async () => {
  expect((await dormouse(['test', 'examples/policy.test.yml'])).exitCode).toBe(0);
  expect(await readFile('examples/policy.test.yml', 'utf8')).toMatch(/^# yaml-language-server: \$schema=/);
});

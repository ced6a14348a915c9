import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { dormouse } from './run-cli.ts';

const run = promisify(execFile);

test('the file that npx starts runs', async () => {
  const { stdout } = await run(process.execPath, [manifest.bin.dormouse, '--version']);

  expect(stdout).toBe(`${manifest.version}\n`);
});

test('help is no error, and names every command', async () => {
  const { exitCode, stdout } = await dormouse(['--help']);

  expect(stdout).toMatch(/validate .*plan .*explain /s);
  expect(exitCode).toBe(0);
});

test('no command at all is an error that shows the help', async () => {
  const { exitCode, stderr } = await dormouse([]);

  expect(stderr).toContain('Usage: dormouse');
  expect(exitCode).toBe(1);
});

test('a reader that goes away is no error, and the exit code stays', async () => {
  const line = `'${process.execPath}' ${manifest.bin.dormouse} validate policy.yml | true`;

  const { stderr } = await run('bash', ['-o', 'pipefail', '-c', line]);

  expect(stderr).toBe('');
});

test('an output that takes no more is one sentence, and exit code 1', async () => {
  const line = `'${process.execPath}' ${manifest.bin.dormouse} validate policy.yml > /dev/full`;

  await expect(run('bash', ['-c', line])).rejects.toMatchObject({
    code: 1,
    stderr: 'dormouse: the output cannot be written: ENOSPC: no space left on device, write\n',
  });
});

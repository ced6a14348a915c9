import { execFile } from 'node:child_process';
import { mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { commands } from '../../../cli/commands.ts';
import { dormouse } from '../run-cli.ts';

async function complete(shell: string, ...words: string[]): Promise<string[]> {
  const { stdout } = await dormouse(['completion', shell, '--', ...words]);
  return stdout.split('\n').slice(0, -1);
}

describe('dormouse completion', () => {
  test('offers every command', async () => {
    expect(await complete('bash', '')).toEqual(Object.keys(commands));
  });

  test.each([
    [['ho'], ['hold', 'hours']],
    [['--ver'], ['--version']],
    [['plan', '--pol'], ['--policy']],
    [['hold', 'dev-orders', 'for', '4h', '--ke'], ['--keep']],
    [
      ['hold', 'dev-orders', '--keep', ''],
      ['stopped', 'up', 'as-is'],
    ],
    [['hold', 'dev-orders', '--keep', 's'], ['stopped']],
    [['hold', 'dev-orders', '--keep', 'up', '--ye'], ['--yes']],
    [['plan', '--clusters', 'dev-*', '!dev-1', '--al'], ['--all']],
    [['completion', 'f'], ['fish']],
    [['validate', ''], [':files']],
    [['plan', '--policy', ''], [':files']],
    [['plan', '-p', 'exa'], [':files']],
    [['test', 'a.test.yml', 'b'], [':files']],
    [['plan', '--clusters', ''], []],
    [['hold', ''], []],
    [['plan', '--nothing', '--al'], ['--all']],
    [['nothing', ''], []],
  ])('%j: %j', async (words, lines) => {
    expect(await complete('bash', ...words)).toEqual(lines);
  });

  test('adds descriptions as zsh and fish take them', async () => {
    const [zsh = ''] = await complete('zsh', 'release');
    const [fish = ''] = await complete('fish', 'release');

    expect(zsh).toMatch(/^release:remove the hold/);
    expect(fish).toMatch(/^release\tremove the hold/);
  });

  test.each(['bash', 'zsh', 'fish'])(
    'prints a script for %s that asks with all words so far',
    async (shell) => {
      const { exitCode, stdout } = await dormouse(['completion', shell]);

      expect(stdout).toContain(`dormouse completion ${shell} -- `);
      expect(exitCode).toBe(0);
    },
  );

  test('does not know another shell', async () => {
    const { exitCode, stderr } = await dormouse(['completion', 'tcsh']);

    expect(stderr).toMatch(
      /'tcsh' is invalid.+Allowed choices are bash, zsh, fish; see dormouse completion --help/,
    );
    expect(exitCode).toBe(1);
  });

  test('works in bash', async () => {
    const bin = await mkdtemp(join(tmpdir(), 'dormouse-'));
    await symlink(resolve('cli/dormouse.js'), join(bin, 'dormouse'));
    await symlink(process.execPath, join(bin, 'node'));
    const script = join(bin, 'try.sh');
    await writeFile(
      script,
      `PATH="${bin}:$PATH"
eval "$(dormouse completion bash)"
complete -p dormouse
COMP_WORDS=(dormouse hold dev-orders --keep "")
COMP_CWORD=4
_dormouse
printf '%s\\n' "\${COMPREPLY[@]}"
`,
    );

    const { stdout } = await promisify(execFile)('bash', [script]);

    expect(stdout).toBe('complete -F _dormouse dormouse\nstopped\nup\nas-is\n');
  });
});

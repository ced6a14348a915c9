import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAws } from './scene.ts';

const PAGE = 'docs/cli.md';
const EVENING = '2026-11-23T19:00:00Z';
/** The commands see that evening too: whether a calendar is past must not depend on the day of the test. */
const STOPPED_CLOCK = `--import=data:text/javascript,Date.now=()=>${Date.parse(EVENING)}`;

let aws: Awaited<ReturnType<typeof openAws>>;

beforeAll(async () => {
  aws = await openAws(EVENING, await readFile('examples/fleet.yml', 'utf8'));
});

afterAll(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

/** Runs the command lines of a console block one after the other, and gives the block as it should be. */
async function replay(block: string): Promise<string> {
  const lines: string[] = [];
  let exitCode = 0;
  for (const line of block.split('\n').filter((each) => each.startsWith('$ '))) {
    const command = line.slice(2).replace('npx dormouse', `'${process.execPath}' cli/dormouse.ts`);
    const output = command === 'echo $?' ? { exitCode: 0, text: `${exitCode}\n` } : await shell(command);
    exitCode = output.exitCode;
    lines.push(`${line}\n${output.text}`);
  }
  return lines.join('');
}

function shell(command: string): Promise<{ exitCode: number; text: string }> {
  return new Promise((resolve) => {
    execFile(
      'sh',
      ['-c', `${command} 2>&1`],
      { env: { ...process.env, NODE_OPTIONS: STOPPED_CLOCK } },
      (error, text) => {
        resolve({ exitCode: Number(error?.code ?? 0), text });
      },
    );
  });
}

test('docs/cli.md shows what the commands really write; UPDATE_DOCS=1 brings it up to date', async () => {
  const page = await readFile(PAGE, 'utf8');
  let replayed = page;
  for (const [, block = ''] of page.matchAll(/```console\n(.+?)```/gs)) {
    replayed = replayed.replace(block, await replay(block));
  }
  if (process.env.UPDATE_DOCS === '1') await writeFile(PAGE, replayed);

  expect(await readFile(PAGE, 'utf8')).toBe(replayed);
});

import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openAws, terminal } from './run-cli.ts';

const PAGE = 'docs/cli.md';
const EVENING = '2026-11-23T19:00:00Z';

let aws: Awaited<ReturnType<typeof openAws>>;

beforeAll(async () => {
  aws = await openAws(EVENING, await readFile('examples/fleet.yml', 'utf8'));
  // Whether the dates of a calendar have passed must not depend on the day of the test.
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse(EVENING));
});

afterAll(async () => {
  await aws.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** Runs the command lines of a console block one after the other, and gives the block as it should be. */
async function replay(block: string): Promise<string> {
  const written: string[] = [];
  let exitCode = 0;
  for (const line of block.split('\n').filter((each) => each.startsWith('$ '))) {
    const output = line === '$ echo $?' ? { exitCode: 0, text: `${exitCode}\n` } : await run(line.slice(2));
    exitCode = output.exitCode;
    written.push(`${line}\n${output.text}`);
  }
  return written.join('');
}

/** A pipeline as the page has them: one dormouse in this process, with printf before it, and grep or tail after it. */
async function run(command: string): Promise<{ exitCode: number; text: string }> {
  let output = { exitCode: 0, text: '' };
  for (const words of pipelineOf(command)) {
    const [name = '', ...args] = words;
    const tool = tools[name];
    output = tool
      ? { exitCode: 0, text: tool(args, output.text) }
      : await terminal(args.slice(1), output.text);
  }
  return output;
}

function pipelineOf(command: string): string[][] {
  const words = command.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? [];
  const pipeline: string[][] = [[]];
  for (const word of words) {
    if (word === '|') pipeline.push([]);
    else pipeline.at(-1)?.push(word.replace(/^(['"])(.*)\1$/s, '$2'));
  }
  return pipeline;
}

type Tool = (args: readonly string[], input: string) => string;

const tools: Readonly<Record<string, Tool>> = {
  printf: ([text = '']) => text.replaceAll('\\n', '\n'),
  grep([, after, pattern = ''], input) {
    const lines = input.split('\n');
    const first = lines.findIndex((line) => new RegExp(pattern).test(line));
    return `${lines.slice(first, first + Number(after) + 1).join('\n')}\n`;
  },
  tail: ([, number], input) => `${input.trimEnd().split('\n').slice(-Number(number)).join('\n')}\n`,
};

test('docs/cli.md shows what the commands really write; UPDATE_DOCS=1 brings it up to date', async () => {
  const page = await readFile(PAGE, 'utf8');
  let replayed = page;
  for (const [, block = ''] of page.matchAll(/```console\n(.+?)```/gs)) {
    const written = await replay(block);
    replayed = replayed.replace(block, () => written);
  }
  if (process.env.UPDATE_DOCS === '1') await writeFile(PAGE, replayed);

  expect(await readFile(PAGE, 'utf8')).toBe(replayed);
});

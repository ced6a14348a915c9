import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { WriteStream } from 'node:tty';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { commands } from '../../../cli/commands.ts';
import { main } from '../../../cli/main.ts';
import type { Io } from '../../../cli/terminal/io.ts';
import { EVENING, openAws } from '../run-cli.ts';
import { cases, FLEET, POLICY, TESTS } from './cases.ts';

const runs = Object.entries(cases).flatMap(([name, all]) =>
  all.map((one, index) => ({
    name: all.length === 1 ? name : `${name} (${index + 1})`,
    command: name,
    ...one,
  })),
);
const ofAwsRuns = runs.filter(({ isOfAws }) => isOfAws);

let files: Readonly<Record<string, string>>;
let aws: Awaited<ReturnType<typeof openAws>>;

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-transcripts-'));
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  files = {
    FOLDER: folder,
    POLICY: await file('policy.yml', POLICY),
    OTHER: await file('other.yml', POLICY.replace('07:00-19:00', '09:00-12:00')),
    BROKEN: await file(
      'broken.yml',
      POLICY.replace('mode: enforce', 'mode: enforced').replace('cron: "0 3', 'cron: "0 99'),
    ),
    TESTS: await file('policy.test.yml', TESTS),
    FLEET: await file('fleet.yml', FLEET),
  };
});
beforeEach(async () => {
  aws = await openAws(EVENING, FLEET);
});
afterEach(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});
afterAll(() => vi.unstubAllEnvs());

interface Look {
  /** Absent: a file or pipe. */
  readonly columns?: number;
}

/** Runs a command on a terminal of some width, where somebody says yes to whatever is asked, or in a pipe. */
async function transcript({ command, args }: (typeof runs)[number], { columns }: Look) {
  const look = columns === undefined ? {} : { isTTY: true as const, columns };
  const [stdout, stderr] = [collector(look), collector(look)];
  const stdin: Io['stdin'] = Object.assign(Readable.from([columns === undefined ? '' : 'y\n']), look);
  const given = args.map((arg) =>
    arg.replace(/FOLDER|POLICY|OTHER|BROKEN|TESTS|FLEET/, (name) => files[name] ?? name),
  );
  const exitCode = await main([command, ...given], { stdin, stdout, stderr });
  return { exitCode, stdout: stdout.text(), stderr: stderr.text() };
}

function collector(look: object) {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  // As a terminal tells its colours by the environment: NO_COLOR, FORCE_COLOR and others.
  const getColorDepth = () => WriteStream.prototype.getColorDepth.call(stream);
  return Object.assign(stream, look, { getColorDepth, text: () => text });
}

/** Lines that could be narrower: a single word may be wider than the terminal. */
function tooWide(text: string, columns: number): string[] {
  const longest = (line: string) => Math.max(...line.split(/\s+/).map((word) => stringWidth(word)));
  return stripVTControlCharacters(text)
    .split(/[\n\r]/)
    .filter((line) => stringWidth(line) > columns)
    .filter((line) => longest(line) + indentOf(line) + HEAD <= columns);
}

/** A word that does not fit beside the words before it, such as the label of a finding, may still stand on their line. */
const HEAD = 30;

function indentOf(line: string): number {
  return /^\s*/.exec(line)?.[0].length ?? 0;
}

test('every command has a transcript', () => {
  expect(Object.keys(cases).toSorted()).toEqual(Object.keys(commands).toSorted());
});

describe.each([80, 200])('on a terminal of %i columns', (columns) => {
  test.each(runs)('$name', async (run) => {
    const { exitCode, stdout, stderr } = await transcript(run, { columns });

    expect({ exitCode, stderr: exitCode === run.exitCode ? '' : stderr }).toEqual({
      exitCode: run.exitCode,
      stderr: '',
    });
    if (!run.isForPrograms) expect(tooWide(stdout, columns)).toEqual([]);
    expect(tooWide(stderr, columns)).toEqual([]);
    expect(`${stdout}${stderr}`).not.toMatch(/undefined|\[object|NaN| {4}at /);
  });

  test.each(Object.keys(cases))('the help of %s', async (command) => {
    const { exitCode, stdout } = await transcript(
      { name: '', command, args: ['--help'], exitCode: 0 },
      { columns },
    );

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Examples:\n.*Exit code: /s);
    if (columns === 80) expect(tooWide(stdout.replace(/^ {2}dormouse .*$/gm, ''), columns)).toEqual([]);
  });
});

test('the list of all commands fits 80 columns', async () => {
  const { stdout } = await transcript(
    { name: '', command: '--help', args: [], exitCode: 0 },
    { columns: 80 },
  );

  expect(tooWide(stdout, 80)).toEqual([]);
  for (const name of Object.keys(commands)) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
});

const SGR = '\u001b\\[[\\d;]*m';

describe('colours', () => {
  test.each(runs)('$name has none with NO_COLOR', async (run) => {
    vi.stubEnv('NO_COLOR', '1');
    vi.stubEnv('FORCE_COLOR', undefined);
    const { stdout, stderr } = await transcript(run, { columns: 80 });

    expect(`${stdout}${stderr}`).not.toMatch(new RegExp(SGR));
  });

  test('are there on a terminal', async () => {
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('NODE_DISABLE_COLORS', undefined);
    vi.stubEnv('FORCE_COLOR', '1');
    const [run] = runs.filter(({ name }) => name === 'plan');
    const { stdout } = run ? await transcript(run, { columns: 80 }) : { stdout: '' };

    expect(stdout).toMatch(new RegExp(SGR));
  });

  test.each(runs)('$name has no control codes in a pipe', async (run) => {
    const { exitCode, stdout, stderr } = await transcript(run, {});

    expect(exitCode).toBe(run.exitCode);
    expect(`${stdout}${stderr}`).not.toContain('\u001b');
    expect(`${stdout}${stderr}`).not.toContain('\r');
  });
});

describe.each([
  [
    'without credentials',
    { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined },
    /no AWS credentials were found: .*\bname a profile with --profile or AWS_PROFILE/,
  ],
  [
    'in a Region that does not exist',
    { AWS_REGION: 'eu-nowhere-1', AWS_ENDPOINT_URL: 'http://sts.eu-nowhere-1.invalid' },
    // A resolver that is slow answers nothing in time, so it is not known whether the name is wrong.
    /check (that the Region in this name exists, and the network|the network, the Region)/,
  ],
] as const)('%s', (_what, environment, remedy) => {
  test.each(ofAwsRuns)('$name says what to do', async (run) => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const { exitCode, stdout, stderr } = await transcript(run, { columns: 80 });
    const said = stripVTControlCharacters(`${stdout}${stderr}`).replace(/\s+/g, ' ');

    expect({ exitCode, said }).toEqual({
      exitCode: run.exitWithoutAws ?? 1,
      said: expect.stringMatching(remedy),
    });
    expect(tooWide(`${stdout}${stderr}`, 80)).toEqual([]);
    expect(said).not.toMatch(/ at .*\.ts:\d+/);
  });
});

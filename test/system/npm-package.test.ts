/** The npm package as somebody has it who has no clone: packed, installed for all folders, run in an empty one. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };
import { createSimulator } from '../../simulator/simulator.ts';

const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'dormouse-package-'));
const prefix = join(folder, 'prefix');
const installed = join(prefix, 'lib/node_modules', manifest.name);
const simulator = createSimulator({ fleet: readFileSync('examples/fleet.yml', 'utf8'), seed: 7 });
let url: string;
let packed: string[];

beforeAll(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder]);
  const [{ filename, files }] = JSON.parse(stdout);
  packed = files.map(({ path }: { path: string }) => path);
  await run('npm', ['install', '--global', '--offline', '--prefix', prefix, join(folder, filename)]);
  const served = await simulator.listen(0);
  url = served.url;
  return async () => served.close();
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** The Node of the project, and the one that runs npm, which may be older. */
const nodes = [...new Set([process.execPath, process.env.npm_node_execpath ?? process.execPath])];

describe.each(nodes)('on %s', (node) => {
  let cwd: string;
  beforeAll(() => {
    cwd = mkdtempSync(join(folder, 'cwd-'));
  });

  async function dormouse(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const env = {
      PATH: `${dirname(node)}:${process.env.PATH}`,
      HOME: cwd,
      AWS_ENDPOINT_URL: url,
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
    };
    const command = join(prefix, 'bin/dormouse');
    return run(command, args, { cwd, env }).then(
      (output) => ({ code: 0, ...output }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
  }

  test('help names the commands', async () => {
    const { code, stdout, stderr } = await dormouse('--help');

    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/validate .*plan .*completion /s);
  });

  test('a first policy is written, valid, and finds its schema in this release', async () => {
    const wrote = await dormouse('init', '--yes', '--timezone', 'Europe/Berlin');
    const checked = await dormouse('validate', 'policy.yml');

    expect([wrote.code, checked.code, checked.stderr]).toEqual([0, 0, '']);
    const text = readFileSync(join(cwd, 'policy.yml'), 'utf8');
    const [, path = ''] =
      /^# yaml-language-server: \$schema=https:\/\/cdn\.jsdelivr\.net\/npm\/(.+)$/m.exec(text) ?? [];
    expect(path).toBe(`${manifest.name}@${manifest.version}/schemas/policy.schema.json`);
    const schema = JSON.parse(readFileSync(join(installed, path.replace(/^[^/]+\//, '')), 'utf8'));
    expect(new Ajv({ strict: false, allErrors: true }).compile(schema)(parse(text))).toBe(true);
  });

  test('a plan is made of what AWS answers', async () => {
    const { code, stdout, stderr } = await dormouse('plan', '--json');

    // The AWS SDK warns about a Node that it will not support for long.
    expect(stderr).not.toContain('dormouse:');
    expect([0, 2]).toContain(code);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
  });

  test('the examples come along, and their tests pass', async () => {
    cpSync(join(installed, 'examples'), join(cwd, 'examples'), { recursive: true });
    const { code, stdout } = await dormouse('test', 'examples/policy.test.yml', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toBeTruthy();
  });

  test('a simulation writes its page', async () => {
    const fleet = join(installed, 'examples/fleet.yml');
    const policy = join(installed, 'examples/policy.yml');
    const { code, stderr } = await dormouse(
      ...['simulate', '--fleet', fleet, '--policy', policy, '--days', '2', '--out', 'reports'],
    );

    expect([code, stderr]).toEqual([0, expect.not.stringContaining('dormouse:')]);
    const page = readFileSync(join(cwd, 'reports/simulation.html'), 'utf8');
    expect(page.includes('<main id="page">')).toBe(true);
    expect(page.length).toBeGreaterThan(100_000);
  });

  test('a large fleet is simulated on several threads', async () => {
    const sandboxes = [1, 2].map(
      (digit) => `{ id: "box-{n}", account: "${`${digit}`.repeat(12)}", count: 300, tags: { env: sandbox } }`,
    );
    writeFileSync(
      join(cwd, 'fleet.yml'),
      `accounts: [{ id: "111111111111" }, { id: "222222222222" }]\nclusters: [${sandboxes.join()}]`,
    );
    writeFileSync(
      join(cwd, 'boxes.yml'),
      `version: 1
timezone: UTC
targets: [{ account: "111111111111", regions: [eu-central-1] }, { account: "222222222222", regions: [eu-central-1] }]
rules: [{ name: boxes, match: { tags: { env: sandbox } }, power: { hours: mon-fri 08:00-18:00 } }]`,
    );
    const { code, stderr } = await dormouse(
      ...['simulate', '--fleet', 'fleet.yml', '--policy', 'boxes.yml', '--days', '7', '--out', 'boxes'],
    );

    expect([code, stderr]).toEqual([0, expect.not.stringContaining('dormouse:')]);
    const { clusters, totals } = JSON.parse(readFileSync(join(cwd, 'boxes/simulation.json'), 'utf8'));
    expect(clusters).toHaveLength(600);
    expect(totals.stops).toBeGreaterThan(600);
  });

  test('shells complete it', async () => {
    const { code, stdout } = await dormouse('completion', 'bash');

    expect(code).toBe(0);
    writeFileSync(join(cwd, 'completion.bash'), stdout);
    await run('bash', ['-n', join(cwd, 'completion.bash')]);
  });
});

test('it has what the command, the schemas and the examples need, and brings no other package', () => {
  const folders = new Set(packed.map((path) => path.replace(/\/.*/, '')));

  expect([...folders].toSorted()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'cli',
      'docs',
      'examples',
      'lib',
      'package.json',
      'schemas',
    ].toSorted(),
  );
  expect(packed.filter((path) => /\.ts$|test\/|^cli\/(?!dormouse\.js)/.test(path))).toEqual([]);
  expect('dependencies' in manifest).toBe(false);
  expect(readdirSync(join(prefix, 'lib/node_modules'))).toEqual([manifest.name]);
});

test('the licences of all packages in it come along', () => {
  const licences = readFileSync(join(installed, 'lib/LICENCES.txt'), 'utf8');

  for (const name of ['commander', 'yaml', 'zod', '@aws-sdk/client-rds', 'uplot', 'lit-html'])
    expect(licences).toMatch(new RegExp(`^${name} [0-9.]+, `, 'm'));
});

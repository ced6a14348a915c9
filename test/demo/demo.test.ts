import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { POLICY } from '../cli/run-cli.ts';

const FLEET = `clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: other }
`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dormouse-demo-'));
});

/** The demo as `npm start` runs it, with a policy and a fleet of its own. */
async function demo(policy: string, fleet = FLEET, people?: string) {
  const files = { policy: join(folder, 'policy.yml'), fleet: join(folder, 'fleet.yml') };
  await writeFile(files.policy, policy);
  await writeFile(files.fleet, fleet);
  const peopleFile = join(folder, 'people.yml');
  if (people !== undefined) await writeFile(peopleFile, people);
  const times = ['--from', '2026-11-23T18:50:00Z', '--to', '2026-11-23T19:30:00Z'];
  const args = ['demo/main.ts', '--policy', files.policy, '--fleet', files.fleet, '--out', folder, ...times];
  if (people !== undefined) args.push('--people', peopleFile);
  return await new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, AWS_ENDPOINT_URL_RDS: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
    execFile(process.execPath, args, { env }, (error, stdout, stderr) => {
      resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

describe('npm start', () => {
  test('reports events, shows the day and writes a report', async () => {
    const { exitCode, stdout, stderr } = await demo(POLICY);

    expect(stdout).toContain('Mon 19:00  - stop      outside-hours (developers): dev-orders\n');
    expect(stdout).toMatch(/Mon 19:\d\d {4}stopped {3}dev-orders\n/);
    expect(stdout).toContain('60 invocations of the real handlers');
    expect(stdout).not.toContain('\u001b[');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8'))).toMatchObject({
      version: 1,
      invocations: 60,
      recoveryPoints: [],
      failures: [],
      clusters: [
        { id: 'dev-orders', status: 'stopped', reason: 'outside-hours', rule: 'developers' },
        { id: 'other', reason: 'no-rule' },
      ],
      timeline: {
        kind: 'day',
        mode: 'enforce',
        clusters: [{ id: 'dev-orders', rule: 'developers', marks: [{ kind: 'stop' }] }, { id: 'other' }],
      },
    });
    expect(await readFile(join(folder, 'demo.html'), 'utf8')).toContain('"id":"dev-orders"');
    expect(await readFile(join(folder, 'demo.log'), 'utf8')).toContain('run ended');
  });

  test('reports activity streams and capacity, and the changes that people make to them', async () => {
    const policy = `version: 1
mode: enforce
targets: [{ account: "111122223333", regions: [eu-central-1] }]
rules:
  - name: audited
    match: { clusters: [bank] }
    activityStream: { mode: async, kmsKey: alias/audit, restart: anytime }
  - name: web
    match: { clusters: [shop] }
    capacity: [{ min: 1, max: 16 }]
`;
    const fleet = `clusters: [{ id: bank }, { id: shop, serverless: { min: 1, max: 8 } }]
keys: [{ alias: alias/audit }]
`;
    const people = `- { at: 2026-11-23T19:10:00Z, does: disables the key, key: { key: alias/audit, state: Disabled } }
- { at: 2026-11-23T19:12:00Z, does: gives it more, cluster: { cluster: shop, capacity: { min: 2, max: 32 } } }
`;
    const { exitCode, stdout } = await demo(policy, fleet, people);

    expect(stdout).toContain('Mon 18:50  + stream    async, stream-due (audited): bank\n');
    expect(stdout).toContain('Mon 18:50  ~ capacity  to 1-16 (web): shop\n');
    expect(stdout).toContain('Mon 19:10  @ by hand   disables the key: alias/audit\n');
    expect(stdout).toMatch(/Mon 19:\d\d {2}! refused {3}stream: key-unusable: bank\n/);
    expect(stdout).toContain('Mon 19:15  ~ capacity  to 1-16 (web): shop\n');
    expect(exitCode).toBe(0);
    expect(JSON.parse(await readFile(join(folder, 'demo.json'), 'utf8'))).toMatchObject({
      totals: {
        streams: { clusters: 1, started: 1, stopped: 0, restarts: 1, missing: ['bank'] },
        capacities: { clusters: 1, changes: 2, otherwise: [] },
      },
      streams: [{ id: 'bank', reason: 'key-unusable' }],
      capacities: [{ id: 'shop', reason: 'capacity-as-declared' }],
      streamGaps: [{ cluster: 'bank' }],
    });
  });

  test('fails when a function fails, and says why', async () => {
    const role = 'arn:aws:iam::111122223333:role/nobody-knows';
    const { exitCode, stdout } = await demo(POLICY.replace('    regions', `    role: ${role}\n    regions`));

    expect(stdout).toMatch(/\n57 invocations failed:\n {2}Mon 18:50 {2}start-clusters {2}.+AccessDenied/);
    expect(exitCode).toBe(1);
  });

  test.each([
    {
      name: 'a policy with a problem',
      policy: 'version: 1\nrules: 7\n',
      fleet: FLEET,
      says: /^demo: \S+policy\.yml:2:8 rules: 7 /,
    },
    {
      name: 'a fleet with a problem',
      policy: POLICY,
      fleet: 'clusters: 7\n',
      says: /^demo: \S+fleet\.yml:1:11 clusters: 7 /,
    },
  ])('says what is wrong with $name', async ({ policy, fleet, says }) => {
    const { exitCode, stdout, stderr } = await demo(policy, fleet);

    expect(stderr).toMatch(says);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });
});

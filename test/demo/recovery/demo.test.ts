import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The demo as `npm run demo:recovery` runs it. */
async function demo(...args: string[]) {
  return await new Promise<{ exitCode: number; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, AWS_ENDPOINT_URL_RDS: 'http://127.0.0.1:1', AWS_MAX_ATTEMPTS: '1' };
    execFile(process.execPath, ['demo/recovery/main.ts', ...args], { env }, (error, stdout, stderr) => {
      resolve({ exitCode: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

test('npm run demo:recovery tells two drills, verifies their evidence and finds the byte that was changed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-demo-'));
  const { exitCode, stdout, stderr } = await demo('--out', folder);

  const story = stdout.split('\n').map((line) => line.replace(/^Sat \d\d:\d\d {2}/, ''));
  const steps = ['restored', 'instance', 'usable', 'targets', 'deleted'];
  expect(story.map((line) => line.split(/ {2,}/)[0]).filter((what = '') => steps.includes(what))).toEqual([
    ...steps,
    ...steps,
  ]);
  expect(story).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^due {8}orders, from snapshot rds:orders-2026-11-28-00-30 of 2026-11-28 00:30/),
      expect.stringMatching(/^preflight {2}backup complete, .+, role may delete what the drill makes$/),
      'waits      billing: 1 of at most 1 drills are in progress in eu-central-1',
      expect.stringMatching(/^✓ check {4}select count\(\*\) from orders @shop: 119940 is at least 100000$/),
      expect.stringMatching(/^targets {4}RTO \w+ of 2h, RPO 1h 30m of 26h$/),
      '✓ passed   orders can be restored from this backup',
      '✗ check    select count(*) from invoices @billing: 39995 is less than 75000',
      expect.stringMatching(/^✗ failed {3}this backup of billing does not pass: select count/),
      'Leftovers: 0',
      'Clusters: orders, billing',
      'Evidence in s3://dormouse-demo-evidence: 2 drills closed, 0 under way.',
      'Somebody changes one byte of evidence/00000002.json: "value": 39995 becomes "value": 99995.',
      expect.stringMatching(/^✗ altered evidence\/00000002\.json: done\/.+ noted the SHA-256 \w{64} of it$/),
      'The bucket is locked: the version before cannot be deleted, and still has the SHA-256 that was noted.',
    ]),
  );
  expect(stdout).not.toContain('\u001b[');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(await readFile(join(folder, 'recovery.html'), 'utf8')).toContain('Evidence of restore drills');
  expect(await readFile(join(folder, 'recovery.log'), 'utf8')).toContain('run ended');
});

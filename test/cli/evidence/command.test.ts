import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createHome } from '../../../shared/aws/client/clients.ts';
import { s3Objects } from '../../../shared/aws/evidence/s3-objects.ts';
import { openKey } from '../../../shared/policy/recovery/evidence/keys.ts';
import { jsonText } from '../../../shared/policy/recovery/evidence/text.ts';
import { drillRecord } from '../../support/builders/drill-records.ts';
import { awsForEachTest, dormouse, NOON } from '../run-cli.ts';

const last = 'evidence/00000004.json';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dormouse-evidence-'));
  await cp('examples/evidence', dir, { recursive: true });
});
const run = (...args: string[]) => dormouse(['evidence', ...args, '--dir', dir]);

async function change(file: string, from: string, to: string): Promise<void> {
  const path = join(dir, file);
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
}

async function put(key: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, key)), { recursive: true });
  await writeFile(join(dir, key), text);
}

describe('dormouse evidence', () => {
  test('lists drills by cluster, the last one first, with what they measured', async () => {
    const { stdout, exitCode } = await run();

    expect(exitCode).toBe(0);
    expect(stdout).toContain('✓ 4: 2026-11-18 00:49 UTC in eu-central-1, snapshot dormouse-prod-orders-');
    expect(stdout).toContain('RTO 43m of 4h; RPO 21h 6m of 26h; 2 of 2 checks passed; cleaned up at');
    expect(stdout).toContain('failed at check: select count(*) from orders @shop: 12 is more than 10 % less');
    expect(stdout.indexOf('✗ 3:')).toBeGreaterThan(stdout.indexOf('✓ 4:'));
    expect(stdout).toContain('Numbers 1 to 4 without a gap');
  });

  test('takes clusters by glob, and drills since a time', async () => {
    const { stdout } = await run('prod-o*', '--since', '2026-11-01T00:00:00Z');

    expect(stdout).toContain('✓ 4:');
    expect(stdout).not.toContain('prod-graph');
    expect(stdout).not.toContain('✗ 3:');
    expect(stdout).toContain('4 drills closed');
  });

  test('shows with --verify whether the evidence is whole, and nothing else', async () => {
    const { stdout } = await run('--verify');

    expect(stdout).toMatch(/^Evidence in .*: 4 drills closed, 0 under way\.\nNumbers 1 to 4/);
    expect(stdout).toMatch(/\n[\da-f]{64}\n$/);
  });

  test('gives programs the records as they are', async () => {
    const { stdout } = await run('--json', 'prod-graph');
    const { drills, clusters, verification } = JSON.parse(stdout);

    expect(drills).toHaveLength(1);
    expect(drills[0].record).toEqual(
      JSON.parse(await readFile('examples/evidence/evidence/00000002.json', 'utf8')),
    );
    expect(clusters).toMatchObject([
      { cluster: 'prod-graph', passed: 1, failed: 0, proven: { sequence: 2 } },
    ]);
    expect(verification).toMatchObject({ whole: true, drills: 4, last: { sequence: 4 }, problems: [] });
  });

  test('shows drills under way, and what is left over of one', async () => {
    const open = drillRecord({
      until: '2099-11-28T15:10:00Z',
      cleanUp: { leftover: 'its tag was taken off' },
    });
    await put(openKey(open), jsonText(open));

    const { stdout, exitCode } = await run();

    expect(exitCode).toBe(0);
    expect(stdout).toContain('Under way\n  prod-orders in eu-central-1 as dormouse-drill-prod-orders-');
    expect(stdout).toContain('until 2099-11-28 15:10 UTC; its tag was taken off');
  });

  test.each([
    ['a changed byte in the last drill', () => change(last, '48210', '48211'), `✗ altered ${last}`],
    [
      'a changed byte in another',
      () => change('evidence/00000002.json', '120994', '120995'),
      '✗ chain evidence/00000003.json',
    ],
    [
      'a missing drill',
      () => rm(join(dir, 'evidence/00000003.json')),
      '✗ gap evidence/00000003.json: number 3 is missing',
    ],
  ])('ends with 2 where there is %s', async (_, spoil, message) => {
    await spoil();

    for (const args of [[], ['--verify'], ['prod-graph']]) {
      const { stdout, exitCode } = await run(...args);

      expect(exitCode).toBe(2);
      expect(stdout).toContain(message);
    }
  });

  test('shows no control characters of a record', async () => {
    const open = drillRecord({ until: '2099-11-28T15:10:00Z', cleanUp: { leftover: 'a\u001b[31mb\u0007' } });
    await put(openKey(open), jsonText(open));

    expect((await run()).stdout).toContain('a [31mb');
  });
});

describe('the page', () => {
  async function page(): Promise<string> {
    const { stdout } = await run('--html', join(dir, 'page.html'));
    expect(stdout).toContain('Written: ');
    return readFile(join(dir, 'page.html'), 'utf8');
  }

  test('has every drill with its digest, and asks the network for nothing', async () => {
    const html = await page();

    expect(html.match(/<article>/g)).toHaveLength(4);
    expect(html).toContain('✓ The evidence is whole');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|https?:|\bon\w+=|style="/);
  });

  test('says what is wrong, and takes nothing of a record for markup', async () => {
    await change(last, 'select count(*) from orders @shop', '<img src=x onerror=alert(1)>');

    const html = await page();

    expect(html).toContain('1 problem found');
    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62;');
    expect(html).not.toContain('<img');
  });
});

test.each([
  [[], 'no bucket of evidence is named; name it with --bucket'],
  [['--dir', 'nowhere'], 'nowhere: it has no folder evidence/; name a copy of the bucket'],
  [['--bucket', 's3://No_Bucket'], '--bucket s3://No_Bucket is not a bucket; write for example'],
  [['--bucket', 'b-1', '--owner', 'me'], '--owner me is not an account; write its id'],
  [['--dir', 'examples/evidence', '--since', 'soon'], '--since "soon" is neither a duration nor a time'],
  [
    ['prod-order', '--dir', 'examples/evidence'],
    'no drill of prod-order is on record; did you mean prod-orders?',
  ],
  [['[', '--dir', 'examples/evidence'], '"["'],
  [['--dir', 'examples/evidence', '--html', '/nowhere/x.html'], '/nowhere/x.html: cannot be written'],
])('dormouse evidence %j is an error with a remedy', async (args, message) => {
  const { stderr, exitCode } = await dormouse(['evidence', ...args]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
});

test.each([
  ['s3://No_Bucket', 'DORMOUSE_EVIDENCE_BUCKET s3://No_Bucket is not a bucket; write for example'],
  ['', 'no bucket of evidence is named; name it with --bucket'],
])('dormouse evidence with %j in the environment is an error with a remedy', async (bucket, message) => {
  vi.stubEnv('DORMOUSE_EVIDENCE_BUCKET', bucket);
  const { stderr, exitCode } = await dormouse(['evidence']);
  vi.unstubAllEnvs();

  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
});

describe('the bucket in S3', () => {
  const aws = awsForEachTest(NOON);

  /** Puts the files of the folder into a bucket, in the way in which the store writes. */
  async function upload(): Promise<void> {
    const s3 = createHome().s3;
    await (await s3()).send(new CreateBucketCommand({ Bucket: 'evidence-of-prod' }));
    const objects = s3Objects(s3, { name: 'evidence-of-prod', owner: '111122223333' });
    const files = await readdir(dir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      await objects.put(relative(dir, path), await readFile(path, 'utf8'), { isNew: true });
    }
  }

  test('is read as a copy of it is', async () => {
    await upload();

    const { stdout, exitCode } = await dormouse(['evidence', '--bucket', 's3://evidence-of-prod']);

    expect(exitCode).toBe(0);
    expect(stdout.replace('s3://evidence-of-prod', dir)).toBe((await run()).stdout);
    expect(aws.simulator.calls.count()).toMatchObject({ ListObjectsV2: 4, GetObject: 8 });
  });

  test.each([
    [['--bucket', 'evidence-of-prod', '--owner', '444455556666'], 'AccessDenied'],
    [['--bucket', 'no-such-bucket'], 'NoSuchBucket'],
  ])('has to be there and to belong to the account: %j', async (args, message) => {
    await upload();

    const { stderr, exitCode } = await dormouse(['evidence', ...args]);

    expect(exitCode).toBe(1);
    expect(stderr).toContain(message);
  });
});

import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Timeline } from '../../../timeline/timeline.ts';
import { dormouse, EVENING, openAws, policyFile, writesOf } from '../run-cli.ts';

const FLEET = `clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: dev-reports, tags: { env: dev } }
  - { id: other }
`;

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'dormouse-')), name);
  await writeFile(path, text);
  return path;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('of a fleet file', () => {
  const args = async (...more: readonly string[]) => {
    const fleet = await fileOf('fleet.yml', FLEET);
    return ['forecast', '--policy', await policyFile(), '--fleet', fleet, '--at', EVENING, ...more];
  };

  beforeEach(() => {
    // No credentials, and nobody who would answer.
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:9');
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  });

  test('the text has clusters that are alike together, and days that are alike', async () => {
    const { stdout, exitCode } = await dormouse(await args('--days', '7', '--clusters', 'dev-*'));

    expect(stdout.split('\n').slice(0, 7)).toEqual([
      'dev-orders, dev-reports',
      '  developers; changing at first; times of UTC',
      '  Mon 11-23               20:00 stop',
      '  Tue 11-24 to Fri 11-27  07:00 start; 19:00 stop',
      '  Mon 11-30               07:00 start; 19:00 stop',
      '',
      'Forecast: 2 clusters, 7 days: 118 h up, 214 h stopped, 0 h depend on use.',
    ]);
    expect(exitCode).toBe(0);
  });

  test('--json is a timeline of the kind forecast', async () => {
    const { stdout } = await dormouse(await args('--json', '--days', '1'));
    const timeline: Timeline = JSON.parse(stdout);

    expect(timeline).toMatchObject({ version: 1, kind: 'forecast', from: '2026-11-23T20:00:00.000Z' });
    expect(timeline.clusters.map(({ id }) => id).toSorted()).toEqual(['dev-orders', 'dev-reports', 'other']);
  });

  test('--out has the timeline and its page in one folder', async () => {
    const out = join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'reports');
    const { stdout } = await dormouse(await args('--out', out, '--days', '1'));

    expect(stdout).toContain(`Written: ${join(out, 'forecast.html')}\n`);
    expect(JSON.parse(await readFile(join(out, 'forecast.json'), 'utf8')).kind).toBe('forecast');
    expect(await readFile(join(out, 'forecast.html'), 'utf8')).toContain('<html');
  });

  test('--html writes a page of the same timeline', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'f.html');
    const { stdout } = await dormouse(await args('--html', file, '--json', '--days', '1'));
    const page = await readFile(file, 'utf8');

    const [, data = ''] = /id="data" data-form="json">(.*?)<\/script>/s.exec(page) ?? [];
    expect(JSON.parse(data)).toEqual({ timeline: JSON.parse(stdout) });
  });

  test('--ics writes a calendar whose events have the same ids each time', async () => {
    const ics = join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'f.ics');
    await dormouse(await args('--ics', ics, '--days', '2'));
    const first = await readFile(ics, 'utf8');
    await dormouse(await args('--ics', ics, '--days', '2'));

    expect(await readFile(ics, 'utf8')).toBe(first);
    expect(first).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/);
    expect(first).toContain('SUMMARY:dev-orders and 1 more: stopped');
    expect(first).toContain('DTSTART:20261123T201000Z\r\nDTEND:20261124T070000Z');
    expect(first.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  });

  test.each([
    [['--days', '0'], '--days "0" is not a number of days; write 1 to 366, for example 14'],
    [['--days', 'ten'], '--days "ten" is not a number of days'],
    [['--at', 'noon'], '--at "noon" is not an ISO time with Z or an offset; write for example'],
    [['--fleet', 'no.yml'], 'no.yml: there is no such file'],
  ])('%j is an error with a remedy', async (more, message) => {
    const { stderr, exitCode } = await dormouse(await args(...more));

    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
  });

  test('a fleet file that is not valid is reported with line and column', async () => {
    const fleet = await fileOf('fleet.yml', 'clusters: [{ id: A! }]');
    const { stderr } = await dormouse([...(await args()), '--fleet', fleet]);

    expect(stderr).toContain(`${fleet}:1:`);
  });
});

describe('of AWS', () => {
  test('nothing is written, and an account and Region that cannot be read is named', async () => {
    const aws = await openAws(EVENING);
    try {
      const path = await policyFile();
      aws.simulator.faults.setRules([{ kind: 'denied', service: 'rds', region: 'us-east-1' }]);
      const { stdout, stderr, exitCode } = await dormouse(['forecast', '--policy', path, '--days', '1']);

      expect(stdout).toContain('dev-orders');
      expect(stderr).toContain('warning: 111122223333 us-east-1 could not be read: AccessDenied');
      expect(exitCode).toBe(1);
      expect(writesOf(aws)).toEqual([]);
    } finally {
      await aws.close();
    }
  });
});

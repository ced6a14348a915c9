import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { dormouse } from '../run-cli.ts';
import { icsText } from './ics-text.ts';

const holidays = icsText(
  [
    'DTSTART;VALUE=DATE:20201225',
    'DTEND;VALUE=DATE:20201227',
    'RRULE:FREQ=YEARLY',
    'SUMMARY:Christmas: two days',
  ],
  ['DTSTART;VALUE=DATE:20260501', 'SUMMARY:'],
);

const policy = `version: 1
timezone:   Europe/Berlin   # kept as it is
calendars:
  holidays:
    - 12-31
    - ics: holidays.ics   # from the office

  # a calendar in braces
  flow: [{ ics: "holidays.ics" }, 12-25]
rules: [{ name: a,  match: {}, power: { hours: "mon-fri 08:00-18:00 except holidays" } }]
`;

const updated = `version: 1
timezone:   Europe/Berlin   # kept as it is
calendars:
  holidays:
    - 12-31
    - ics: holidays.ics   # from the office
      dates:
        2026-05-01: ""
        2026-12-25..2026-12-26: "Christmas: two days"
        2027-12-25..2027-12-26: "Christmas: two days"

  # a calendar in braces
  flow: [{ ics: "holidays.ics", dates: {"2026-05-01":"","2026-12-25..2026-12-26":"Christmas: two days","2027-12-25..2027-12-26":"Christmas: two days"} }, 12-25]
rules: [{ name: a,  match: {}, power: { hours: "mon-fri 08:00-18:00 except holidays" } }]
`;

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'dormouse-calendars-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
  return join(path, 'policy.yml');
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-20T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('dormouse calendars update', () => {
  test('writes the dates of this year and the next into the policy, and changes nothing else', async () => {
    const path = await folder({ 'policy.yml': policy, 'holidays.ics': holidays });

    const { exitCode, stdout } = await dormouse(['calendars', 'update', path]);

    expect(await readFile(path, 'utf8')).toBe(updated);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      'holidays: holidays.ics has 5 dates',
      '  + 2026-05-01',
      '  + 2026-12-25..2026-12-26 Christmas: two days',
      '  + 2027-12-25..2027-12-26 Christmas: two days',
    ]);
    expect(stdout).toMatch(/policy\.yml: written\n$/);
    expect(exitCode).toBe(0);
    expect(parsePolicy(updated).ok).toBe(true);
  });

  test('replaces dates that it wrote before, and leaves a policy that has them as it is', async () => {
    const old = updated.replace('2026-05-01: ""', '2025-05-01: Labour Day');
    const path = await folder({ 'policy.yml': old, 'holidays.ics': holidays });

    const first = await dormouse(['calendars', 'update', path]);
    const second = await dormouse(['calendars', 'update', path]);

    expect(first.stdout).toContain('  - 2025-05-01 Labour Day\n  + 2026-05-01\n');
    expect(second.stdout).toMatch(/policy\.yml: up to date\n$/);
    expect(await readFile(path, 'utf8')).toBe(updated);
  });

  test('with --check writes nothing and ends with 1 while there are other dates', async () => {
    const path = await folder({ 'policy.yml': policy, 'holidays.ics': holidays });

    const { exitCode, stdout } = await dormouse(['calendars', 'update', path, '--check']);

    expect(stdout).toContain('has other dates; run dormouse calendars update');
    expect(exitCode).toBe(1);
    expect(await readFile(path, 'utf8')).toBe(policy);
    const current = await folder({ 'policy.yml': updated, 'holidays.ics': holidays });
    expect((await dormouse(['calendars', 'update', current, '--check'])).exitCode).toBe(0);
  });

  test('JSON has the dates that are new and gone', async () => {
    const old = updated.replace('2026-05-01: ""', '2025-05-01: Labour Day');
    const path = await folder({ 'policy.yml': old, 'holidays.ics': holidays });

    const { stdout } = await dormouse(['calendars', 'update', path, '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      file: path,
      changed: true,
      calendars: [
        {
          calendar: 'holidays',
          ics: 'holidays.ics',
          dates: 5,
          added: ['2026-05-01'],
          removed: ['2025-05-01 Labour Day'],
        },
        { calendar: 'flow', added: [], removed: [] },
      ],
    });
  });

  test('reads a URL, and no page that is something else', async () => {
    const path = await folder({
      'policy.yml': policy.replaceAll('holidays.ics', 'https://example.com/h.ics'),
    });
    const answers = [
      new Response(holidays),
      new Response(holidays),
      new Response('<html>'),
      new Response('', { status: 404 }),
    ];
    for (const answer of answers)
      Object.defineProperty(answer, 'url', { value: 'https://example.com/h.ics' });
    vi.stubGlobal('fetch', async () => answers.shift());

    expect(await dormouse(['calendars', 'update', path])).toMatchObject({ exitCode: 0 });
    expect(await readFile(path, 'utf8')).toContain('Christmas: two days');
    for (const message of ['is no iCalendar', 'the server answers 404']) {
      const { exitCode, stderr } = await dormouse(['calendars', 'update', path]);
      expect(stderr).toContain(message);
      expect(exitCode).toBe(1);
    }
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['a file that is not there', {}, "holidays.ics: can't be read"],
    [
      'a file without dates',
      { 'holidays.ics': icsText(['DTSTART;VALUE=DATE:20200501']) },
      'has no event from 2026-01-01 to 2027-12-31',
    ],
    [
      'an event that cannot be read',
      { 'holidays.ics': icsText(['SUMMARY:x', 'RRULE:FREQ=DAILY']) },
      '"x": has no DTSTART',
    ],
  ])('changes nothing because of %s', async (_name, files, message) => {
    const path = await folder({ 'policy.yml': policy, ...files });

    const { exitCode, stderr } = await dormouse(['calendars', 'update', path]);

    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
    expect(await readFile(path, 'utf8')).toBe(policy);
  });

  test('says that a policy names no file', async () => {
    const path = await folder({ 'policy.yml': policy.replaceAll(/.*ics.*\n/g, '') });

    expect((await dormouse(['calendars', 'update', path])).stdout).toContain('names no iCalendar file');
  });
});

test('a policy whose iCalendar file was never read is not valid', async () => {
  const { exitCode, stdout } = await dormouse(['validate', '-'], policy);

  expect(stdout).toContain('"holidays.ics" has not been read yet; run dormouse calendars update');
  expect(exitCode).toBe(1);
});

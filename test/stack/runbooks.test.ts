import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { alarms } from '../../stack/alarms.ts';
import { functions } from '../../stack/functions.ts';
import { queries } from '../../stack/queries.ts';
import { record } from '../../stack/record.ts';
import { settings, settingsWith } from './builders.ts';

const pages = globSync('docs/runbooks/*.md').toSorted();

/** Kind of alarm, the end of its name, to the page that its description names. */
function pageOf(runbooks?: string): Map<string, string> {
  const { Resources } = alarms(runbooks === undefined ? settings : settingsWith({ runbooks }));
  return new Map(
    Object.values(Resources).map(({ Properties }): [string, string] => {
      const { AlarmName, AlarmDescription } = Properties as Record<'AlarmName' | 'AlarmDescription', string>;
      return [AlarmName.split('-').at(-1) ?? '', AlarmDescription.split('. Runbook: ')[1] ?? ''];
    }),
  );
}

test('each alarm names a runbook that is there and is about it, and each runbook belongs to an alarm', () => {
  const found = pageOf();

  expect([...new Set(found.values())].toSorted()).toEqual(pages);
  for (const [kind, page] of found) expect(readFileSync(page, 'utf8').split('\n')[0]).toContain(kind);
});

test('a runbook says what to look at, what to do, and when it is over', () => {
  const headings = pages.map((page) => readFileSync(page, 'utf8').match(/^## .*$/gm));

  expect(headings).toEqual(pages.map(() => ['## Look', '## Do', '## Over']));
});

test('runbooks may lie elsewhere', () => {
  expect(pageOf('https://wiki.example.com/dormouse/').get('Errors')).toBe(
    'https://wiki.example.com/dormouse/errors.md',
  );
});

test('commands of runbooks name resources that the stack has', () => {
  const named = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/dormouse-<stage>-([\w-]+)/g)].map(([, name = '']) => ({
      page: basename(page),
      name,
    })),
  );
  const { RecordRule, RecordLogPolicy } = record(settings).Resources;
  const ofRecord = [RecordRule?.Properties.Name, RecordLogPolicy?.Properties.PolicyName].map((name) =>
    String(name).replace(`dormouse-${settings.stage}-`, ''),
  );
  const known = [...functions.map(({ key }) => key), 'undelivered-events', ...ofRecord];

  expect(named.filter(({ name }) => !known.includes(name))).toEqual([]);
});

test('pages name saved queries that the stack has', () => {
  const named = globSync('docs/**/*.md').flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/dormouse-<stage>\/([A-Z][\w ]+)/g)].map(([, name = '']) => name),
  );

  expect(named).not.toEqual([]);
  expect(named.filter((name) => !(name in queries))).toEqual([]);
});

import { expect, test } from 'vitest';
import { capped, refused } from '../../../cli/plan/attention-text.ts';
import { changesText } from '../../../cli/plan/changes-text.ts';
import { commonDetail } from '../../../cli/plan/crowd.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { planned } from '../../support/builders/power.ts';
import { plan } from '../builders.ts';

const names = (number: number) => Array.from({ length: number }, (_, index) => `dev-${index}`);
const stop = { change: 'stop', rule: 'developers', reason: 'idle' } as const;
const detail = (name: string) => `outside hours; next opens Tue 07:30; no use of ${name}`;

function shown(number: number, all = false): string {
  const clusters = names(number).map((name) => planned(name, { ...stop, detail: detail(name) }));
  return changesText(plan({ clusters }), { paint: plain, all }).flat().join('\n');
}

test('five clusters of one rule with one reason are one paragraph, with what their details share', () => {
  expect(shown(5)).toBe(`111122223333  eu-central-1
  - stop   5 clusters  idle  developers
           outside hours; next opens Tue 07:30
           dev-0, dev-1, dev-2, dev-3, dev-4
           and more, which --all lists for each`);
});

test.each([
  ['four', shown(4)],
  ['five with --all', shown(5, true)],
])('%s are a row each', (_, text) => {
  expect(text).toContain(
    '  - stop   dev-3  idle  developers\n           outside hours; next opens Tue 07:30; no use',
  );
});

test('another rule or reason is another paragraph', () => {
  const clusters = names(12).map((name, index) =>
    planned(name, { ...stop, detail: 'd', ...(index % 2 === 0 && { rule: 'testers' }) }),
  );

  const text = changesText(plan({ clusters }), { paint: plain }).flat().join('\n');

  expect(text.match(/6 clusters {2}idle {2}(developers|testers)/g)).toHaveLength(2);
  expect(text).not.toContain('--all');
});

test('one cause that keeps five clusters as they are is one paragraph', () => {
  const clusters = names(6).map((name) =>
    planned(name, {
      aspect: 'activityStream',
      reason: 'ineligible',
      detail: 'neptune has no activity streams',
    }),
  );

  expect(refused(plan({ clusters }), { paint: plain }).flat().slice(1)).toEqual([
    '  !  111122223333  eu-central-1  6 clusters  stream: ineligible',
    '           neptune has no activity streams',
    '           dev-0, dev-1, dev-2, dev-3, dev-4, dev-5',
  ]);
});

test('what a cap leaves to later sweeps is named', () => {
  const clusters = names(2).map((name) =>
    planned(name, { reason: 'limit-cap', detail: '3 are due, the cap is 1' }),
  );

  expect(capped(plan({ clusters }), { paint: plain }).flat()).toEqual([
    'Due, and left to later sweeps by a cap under limits',
    '    111122223333  eu-central-1',
    '    3 are due, the cap is 1',
    '    dev-0, dev-1',
  ]);
});

test.each([
  [['a; b; c', 'a; b; d'], 'a; b'],
  [['a; b', 'a; b'], 'a; b'],
  [['a', 'b'], ''],
  [['a', 'a; b'], 'a'],
  [['a; b', 'a'], 'a'],
])('%j begin with "%s"', (details, common) => {
  expect(commonDetail(details)).toBe(common);
});

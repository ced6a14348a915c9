import { expect, test } from 'vitest';
import { recoveryLines } from '../../../cli/plan/recovery-lines.ts';
import { formatAge } from '../../../cli/terminal/age.ts';
import { plain } from '../../../cli/terminal/paint.ts';

const HOUR = 3_600_000;
const at = Date.parse('2026-11-22T01:00Z');
const point = { account: '1', from: 'eu-central-1', to: 'us-west-2' };
const points = [
  { ...point, cluster: 'young', at, ageMs: HOUR },
  { ...point, cluster: 'none' },
  { ...point, cluster: 'old', at, ageMs: 42 * HOUR },
];

test('a line each, without a copy and the oldest first', () => {
  expect(recoveryLines(points, plain, 20)).toEqual([
    '  none   1  eu-central-1 > us-west-2  no complete copy yet',
    '  old    1  eu-central-1 > us-west-2  2026-11-22 01:00 UTC  42 h old',
    '  young  1  eu-central-1 > us-west-2  2026-11-22 01:00 UTC  1 h old',
  ]);
});

test('the worst of many are listed and the others counted', () => {
  const lines = recoveryLines(points, plain, 1);

  expect(lines).toEqual([
    '  none  1  eu-central-1 > us-west-2  no complete copy yet',
    '  and 2 more, none of them older',
  ]);
});

test.each([
  [59 * 60_000, '59 min'],
  [HOUR, '1 h'],
  [47 * HOUR, '47 h'],
  [49 * HOUR, '2 d'],
])('%d ms are %s', (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});

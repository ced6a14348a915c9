import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { ruleWith, said, unmark } from './policy-text.ts';

const capacity = (engines: string, ...lines: readonly string[]) =>
  ruleWith(
    `match: { engines: [${engines}] }`,
    `capacity: [${lines.map((line) => `{ ${line} }`).join(', ')}]`,
  );

describe('the capacity of engines', () => {
  const warnings: readonly (readonly [text: string, said: string])[] = [
    [
      capacity('neptune', 'min: ¦0, max: 8'),
      'capacity[0].min: 0 is below 1, the least for neptune; write 1 or more',
    ],
    [
      capacity('neptune', 'hours: always, min: ¦0.5, max: 8'),
      'capacity[0].min: 0.5 is below 1, the least for neptune; write 1 or more',
    ],
    [
      capacity('neptune', 'min: 1, max: ¦128.5'),
      'capacity[0].max: 128.5 is above 128, the most for neptune; write 128 or less',
    ],
    [
      capacity('neptune', 'min: 1, max: ¦2'),
      'capacity[0].max: 2 is below 2.5, the least max for neptune; write 2.5 or more',
    ],
    [
      capacity('neptune, mysql', 'hours: mon 08:00-09:00, min: 1, max: 8', 'min: 1, max: ¦256'),
      'capacity[1].max: 256 is above 128, the most for neptune; write 128 or less',
    ],
    [
      capacity('docdb, neptune', 'min: ¦0, max: 256'),
      'capacity[0].min: 0 is below 0.5, the least for docdb, neptune; write 0.5 or more',
    ],
    [
      capacity('mysql, postgres', 'min: 1, max: 8').replace('capacity', '¦capacity'),
      'capacity: does nothing: these engines have no serverless capacity: mysql, postgres; remove it, or name other engines in match',
    ],
  ];

  test.each(warnings)('is a warning: %s', (marked, expected) => {
    const { text, places } = unmark(marked);

    expect(said(text)).toEqual([`${places[0]} warning: rules[0].${expected}`]);
    expect(parsePolicy(text).ok).toBe(true);
  });

  test('says all that is wrong with a line', () => {
    expect(said(capacity('neptune', 'min: 200, max: 256'))).toEqual([
      expect.stringContaining('capacity[0].min: 200 is above 128'),
      expect.stringContaining('capacity[0].max: 256 is above 128'),
    ]);
  });

  test.each([
    capacity('neptune', 'min: 1, max: 2.5'),
    capacity('neptune, docdb', 'min: 1, max: 1'),
    capacity('neptune', 'min: 1, max: 128'),
    capacity('docdb', 'min: 0.5, max: 256'),
    capacity('aurora-mysql, neptune', 'min: 0, max: 256, autoPauseAfter: 5m'),
    capacity('aurora-postgresql', 'min: 0, max: 1'),
    ruleWith('match: {}', 'capacity: [{ min: 0, max: 256 }]'),
    ruleWith('match: { engines: [mysql] }', 'snapshots: { create: { cron: 0 3 * * * } }'),
  ])('is in order: %s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

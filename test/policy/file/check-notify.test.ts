import { describe, expect, test } from 'vitest';
import { policyOf, ruleWith, said, unmark } from './policy-text.ts';

const hours = 'power: { hours: mon-fri 08:00-18:00 }';

describe('notify', () => {
  const findings: readonly (readonly [text: string, said: string])[] = [
    [
      ruleWith('match: {}', 'capacity: [{ min: 1, max: 2 }]', '¦notify: { before: 30m }'),
      'rules[0].notify: never warns of any change: the rule makes none; remove it, or put it into the rule that decides this',
    ],
    [
      ruleWith('match: {}', hours, '¦notify: { before: 30m, of: [deleteSnapshot] }'),
      'rules[0].notify: never warns of deleteSnapshot: the rule makes none; remove it, or put it into the rule that decides this',
    ],
    [
      ruleWith('match: {}', 'power: { stop: never }', '¦notify: { before: 30m, of: [stop] }'),
      'rules[0].notify: never warns of stop: the rule makes none; remove it, or put it into the rule that decides this',
    ],
    [
      ruleWith('match: {}', hours, 'notify: { before: ¦1m }'),
      'rules[0].notify.before: "1m" is out of bounds; write 5m to 24h',
    ],
    [
      ruleWith('match: {}', hours, 'notify: { before: 30m, of: [¦start] }'),
      'rules[0].notify.of[0]: "start" is not one of stop, deleteSnapshot; write one of stop, deleteSnapshot',
    ],
  ];

  test.each(findings)('%s', (marked, message) => {
    const { text, places } = unmark(marked);

    expect(said(text)).toEqual([`${places[0]} ${message}`]);
  });

  test('warns of stops and deletions unless it says which', () => {
    expect(policyOf(ruleWith('match: {}', hours, 'notify: { before: 1h }')).rules[0]?.notify).toEqual({
      beforeMs: 3_600_000,
      of: ['stop', 'deleteSnapshot'],
    });
  });
});

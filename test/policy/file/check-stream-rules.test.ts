import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { ruleWith, said, unmark } from './policy-text.ts';

const AT = 'warning: rules[0].activityStream';
const rule = (engines: string, stream: string) => ruleWith(`match: { engines: [${engines}] }`, stream);

describe('of the activity stream of a rule', () => {
  const warnings: readonly (readonly [text: string, said: string])[] = [
    [
      rule('neptune, docdb', '¦activityStream: { mode: async, kmsKey: alias/a }'),
      `${AT}: does nothing: there are no activity streams for neptune, docdb; take it out, or name other engines in match`,
    ],
    [
      rule('aurora-mysql, docdb', 'activityStream: { mode: ¦sync, kmsKey: alias/a }'),
      `${AT}.mode: "sync" does nothing: Aurora MySQL has asynchronous streams only; write mode: async`,
    ],
    [
      ruleWith('match: {}', 'activityStream: { mode: async, kmsKey: ¦alias/aws/rds }'),
      `${AT}.kmsKey: "alias/aws/rds" is a key of AWS, which streams cannot use; name one of your own`,
    ],
    [
      ruleWith('match: {}', 'activityStream: { mode: async, kmsKey: alias/a, hours: ¦mon 08:00-18:00 }'),
      `${AT}.hours: "mon 08:00-18:00" can hardly be followed: restart: maintenanceWindow allows a change once a week; write restart: anytime, or take the hours out`,
    ],
    [
      ruleWith(
        'match: {}',
        'power: { hours: mon 07:00-19:00, maintenance: honour }',
        'activityStream: { mode: async, kmsKey: alias/a, hours: ¦mon 08:00-18:00 }',
      ),
      `${AT}.hours: "mon 08:00-18:00" can hardly be followed: restart: maintenanceWindow allows a change once a week; write restart: anytime, or take the hours out`,
    ],
  ];

  test.each(warnings)('is a warning: %s', (marked, expected) => {
    const { text, places } = unmark(marked);

    expect(said(text)).toEqual([`${places[0]} ${expected}`]);
    expect(parsePolicy(text).ok).toBe(true);
  });

  test.each([
    rule('neptune', 'activityStream: { mode: off, kmsKey: alias/aws/rds }'),
    rule('neptune, aurora-postgresql', 'activityStream: { mode: sync, kmsKey: alias/a }'),
    rule('aurora-mysql, aurora-postgresql', 'activityStream: { mode: sync, kmsKey: alias/a }'),
    ruleWith('match: {}', 'activityStream: { mode: async, kmsKey: alias/a, hours: never }'),
    ruleWith(
      'match: {}',
      'activityStream: { mode: async, kmsKey: alias/a, hours: mon 08:00-18:00, restart: anytime }',
    ),
  ])('is in order: %s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

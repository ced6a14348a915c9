import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';
import { ruleWith, said, unmark } from './policy-text.ts';

const AT = 'warning: rules[0].activityStream';
const rule = (engines: string, stream: string) => ruleWith(`match: { engines: [${engines}] }`, stream);

describe('the activity stream of a rule', () => {
  const warnings: readonly (readonly [text: string, said: string])[] = [
    [
      rule('neptune, docdb', '¦activityStream: { mode: async, kmsKey: alias/a }'),
      `${AT}: does nothing: these engines have no activity streams: neptune, docdb; remove it, or name other engines in match`,
    ],
    [
      rule('aurora-mysql, docdb', 'activityStream: { mode: ¦sync, kmsKey: alias/a }'),
      `${AT}.mode: "sync" does nothing: Aurora MySQL has asynchronous streams only; write mode: async`,
    ],
    [
      ruleWith('match: {}', 'activityStream: { mode: async, kmsKey: ¦alias/aws/rds }'),
      `${AT}.kmsKey: "alias/aws/rds" is an AWS managed key; activity streams need a customer managed key; set kmsKey to a customer managed key`,
    ],
    [
      ruleWith('match: {}', 'activityStream: { mode: async, kmsKey: alias/a, hours: ¦mon 08:00-18:00 }'),
      `${AT}.hours: "mon 08:00-18:00" can hardly be kept: restart: maintenanceWindow allows one change a week; write restart: anytime, or remove the hours`,
    ],
    [
      ruleWith(
        'match: {}',
        'power: { hours: mon 07:00-19:00, maintenance: honour }',
        'activityStream: { mode: async, kmsKey: alias/a, hours: ¦mon 08:00-18:00 }',
      ),
      `${AT}.hours: "mon 08:00-18:00" can hardly be kept: restart: maintenanceWindow allows one change a week; write restart: anytime, or remove the hours`,
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

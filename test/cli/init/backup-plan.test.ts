import { describe, expect, test } from 'vitest';
import { fromBackupPlan } from '../../../cli/init/convert/backup-plan.ts';
import { fiveFieldCron } from '../../../cli/init/convert/cron.ts';
import { converted } from './builders.ts';

describe('AWS Backup', () => {
  const plan = {
    BackupPlan: {
      BackupPlanName: 'production',
      Rules: [
        {
          RuleName: 'monthly',
          ScheduleExpression: 'cron(0 5 1 * ? *)',
          Lifecycle: { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 365 },
        },
        {
          RuleName: 'daily',
          ScheduleExpression: 'cron(0 5 ? * * *)',
          ScheduleExpressionTimezone: 'Europe/Berlin',
          Lifecycle: { DeleteAfterDays: 35 },
          CopyActions: [
            {
              DestinationBackupVaultArn: 'arn:aws:backup:us-west-2:111122223333:backup-vault:dr',
              Lifecycle: { DeleteAfterDays: 14 },
            },
          ],
        },
      ],
    },
  };

  test('all its rules are one, the most frequent with buckets of the others', () => {
    const { rules, notes } = converted(fromBackupPlan, JSON.stringify(plan), { tags: { env: ['prod'] } });

    expect(rules).toEqual([
      {
        name: 'production',
        match: { tags: { env: ['prod'] } },
        timezone: 'Europe/Berlin',
        snapshots: {
          create: { cron: '0 5 * * *', keep: { daily: 35, monthly: 13 } },
          copy: { sources: ['manual'], to: [{ region: 'us-west-2', keep: { daily: 14 } }] },
        },
      },
    ]);
    expect(notes).toEqual(
      expect.arrayContaining([
        'rule monthly: cold storage is not converted: cluster snapshots have none',
        'Copies of encrypted snapshots need a kmsKey of their Region: add one to each entry under to.',
      ]),
    );
  });

  test('a selection by tags says which clusters; without one the match has to be written', () => {
    const ListOfTags = [{ ConditionType: 'STRINGEQUALS', ConditionKey: 'tier', ConditionValue: 'gold' }];
    const selected = converted(fromBackupPlan, JSON.stringify({ ...plan, BackupSelection: { ListOfTags } }));
    const alone = converted(fromBackupPlan, JSON.stringify(plan));

    expect(selected.rules[0]?.match).toEqual({ tags: { tier: ['gold'] } });
    expect(alone.rules[0]?.match).toEqual({ tags: { backup: 'production' } });
    expect(alone.notes.join()).toContain('the plan does not say which clusters it selects');
  });

  test('a rule without DeleteAfterDays keeps everything', () => {
    const { rules, notes } = converted(
      fromBackupPlan,
      '{ BackupPlan: { BackupPlanName: a, Rules: [{ RuleName: r }] } }',
    );

    expect(rules[0]?.snapshots).toEqual({ create: { cron: '0 5 * * *' } });
    expect(notes).toContain('rule r: it has no DeleteAfterDays, so every snapshot stays');
  });

  test('a file without a plan is refused', () => {
    expect(() => converted(fromBackupPlan, '{}')).toThrow('has no BackupPlan');
  });
});

test.each([
  ['cron(0 5 ? * * *)', '0 5 * * *'],
  ['cron(30 2 ? * 2-6 *)', '30 2 * * 1-5'],
  ['cron(0/15 8 1,15 * ? *)', '0-59/15 8 1,15 * *'],
  ['rate(1 day)', '0 0 * * *'],
  ['rate(12 hours)', '0 */12 * * *'],
  ['rate(30 minutes)', '*/30 * * * *'],
  ['rate(7 hours)', undefined],
  ['cron(0 5 L * ? *)', '0 5 L * *'],
  ['cron(0 5 ? * 2#1 *)', '0 5 * * 1#1'],
  ['cron(0 5 ? * 6L *)', '0 5 * * 5L'],
  ['cron(0 5 ? * L *)', '0 5 * * 6'],
  ['cron(0 5 LW * ? *)', undefined],
  ['cron(0 5 1 1 ? 2030)', undefined],
  ['every day', undefined],
])('%s is %s', (expression, cron) => {
  expect(fiveFieldCron(expression)).toBe(cron);
});

describe('the selection of a backup plan', () => {
  const matchesFor = (selection: object) =>
    converted(
      fromBackupPlan,
      JSON.stringify({
        BackupPlan: { BackupPlanName: 'p', Rules: [{ RuleName: 'r', Lifecycle: { DeleteAfterDays: 7 } }] },
        BackupSelection: selection,
      }),
    ).rules.map(({ match }) => match);
  const tag = (ConditionKey: string, ConditionValue: string) => ({ ConditionKey, ConditionValue });
  const cluster = 'arn:aws:rds:eu-central-1:111122223333:cluster:';

  test.each([
    [
      'tags of which any suffices are a rule each',
      { ListOfTags: [tag('tier', 'gold'), tag('tier', 'silver'), tag('backup', 'yes')] },
      [{ tags: { tier: ['gold', 'silver'] } }, { tags: { backup: ['yes'] } }],
    ],
    [
      'conditions hold together',
      {
        Conditions: {
          StringLike: [tag('aws:ResourceTag/app', 'shop-*')],
          StringNotEquals: [tag('aws:ResourceTag/env', 'dev')],
        },
      },
      [{ tags: { app: ['shop-*'], env: ['!dev'] } }],
    ],
    [
      'clusters by name, and all but some',
      { Resources: [`${cluster}orders`], NotResources: [`${cluster}orders-test`] },
      [{ clusters: ['orders', '!orders-test'] }],
    ],
    [
      'all clusters with a tag',
      {
        Resources: ['arn:aws:rds:*:*:cluster:*', 'arn:aws:dynamodb:*:*:table/*'],
        ListOfTags: [tag('a', 'b')],
      },
      [{ tags: { a: ['b'] } }],
    ],
    ['nothing of it', { Resources: ['arn:aws:dynamodb:*:*:table/*'] }, [{ tags: { backup: 'p' } }]],
  ])('%s', (_, selection, matches) => {
    expect(matchesFor(selection)).toEqual(matches);
  });
});

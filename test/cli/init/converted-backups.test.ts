/**
 * A backup plan with daily, weekly and monthly rules, as base2Services/cfn-backup makes it
 * (components/backup/backup.cfndsl.rb), converted, and the snapshots that there are then over three months, compared with
 * a model of what AWS Backup keeps.
 */

import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { simulate } from '../../../backtest/run.ts';
import { fromBackupPlan } from '../../../cli/init/convert/backup-plan.ts';
import { policyText } from '../../../cli/init/convert/draft.ts';
import { loadFleet } from '../../../simulator/fleet/load-fleet.ts';
import { policyOf } from '../../policy/file/policy-text.ts';
import { type ModelRule, recoveryPoints } from './models/backup-plan.ts';

const template = `Resources:
  Plan:
    Type: AWS::Backup::BackupPlan
    Properties:
      BackupPlan:
        BackupPlanName: app
        BackupPlanRule:
          - { RuleName: DailyRule, ScheduleExpression: cron(0 5 * * ? *), Lifecycle: { DeleteAfterDays: 7 } }
          - { RuleName: WeeklyRule, ScheduleExpression: cron(0 5 ? * SUN *), Lifecycle: { DeleteAfterDays: 35 } }
          - { RuleName: MonthlyRule, ScheduleExpression: cron(0 5 1 * ? *), Lifecycle: { DeleteAfterDays: 365 } }
  Selection:
    Type: AWS::Backup::BackupSelection
    Properties:
      BackupSelection:
        ListOfTags: [{ ConditionType: STRINGEQUALS, ConditionKey: "cfnbackup:enabled", ConditionValue: "true" }]
`;

const rules: readonly ModelRule[] = [
  { name: 'daily', hour: 5, isDue: () => true, deleteAfterDays: 7 },
  { name: 'weekly', hour: 5, isDue: (date) => date.getUTCDay() === 0, deleteAfterDays: 35 },
  { name: 'monthly', hour: 5, isDue: (date) => date.getUTCDate() === 1, deleteAfterDays: 365 },
];

const from = Date.parse('2027-01-01T00:00:00Z');
const to = Date.parse('2027-04-01T00:00:00Z');
const DAY_MS = 86_400_000;
/** How far apart the snapshots of a bucket may lie from the points of its rule: the newest of a week is not its Sunday's. */
const APART_MS: Readonly<Record<string, number>> = {
  daily: 600_000,
  weekly: 7 * DAY_MS,
  monthly: 31 * DAY_MS,
};

test('the snapshots of a converted plan are the recovery points of the plan', async () => {
  const taken = new Map<string, { takenAt: number; deletedAt: number }>();
  await simulate({
    policy: { ...policyOf(policyText(fromBackupPlan(parse(template), 'their.yml', {}))), mode: 'enforce' },
    fleet: loadFleet(JSON.stringify({ clusters: [{ id: 'app', tags: { 'cfnbackup:enabled': 'true' } }] })),
    ...{ from, to, seed: 1 },
    home: { account: '111122223333', region: 'eu-central-1' },
    onOutcome(at, _cluster, { decision, status }) {
      const id = decision.snapshot ?? '';
      if (status !== 'done') return;
      if (decision.action === 'createSnapshot') {
        const made =
          decision.verdict === 'act' && 'snapshot' in decision.command
            ? String(decision.command.snapshot)
            : id;
        taken.set(made, { takenAt: at, deletedAt: Number.POSITIVE_INFINITY });
      }
      const known = taken.get(id);
      if (decision.action === 'deleteSnapshot' && known) taken.set(id, { ...known, deletedAt: at });
    },
  });
  const theirs = recoveryPoints(rules, from, to);
  const ours = [...taken.values()];
  const alive = <P extends { takenAt: number; deletedAt: number }>(points: readonly P[], at: number): P[] =>
    points.filter(({ takenAt, deletedAt }) => takenAt <= at && at < deletedAt);

  for (let noon = from + DAY_MS / 2; noon < to; noon += DAY_MS) {
    const [mine, expected] = [alive(ours, noon), alive(theirs, noon)];
    for (const { rule, takenAt } of expected) {
      const isThere = mine.some((one) => Math.abs(one.takenAt - takenAt) <= (APART_MS[rule] ?? 0));
      expect(
        isThere,
        `${rule} of ${new Date(takenAt).toISOString()} at ${new Date(noon).toISOString()}`,
      ).toBe(true);
    }
    const newest = (points: readonly { takenAt: number }[]) =>
      Math.max(...points.map(({ takenAt }) => takenAt));
    expect(Math.abs(newest(mine) - newest(expected))).toBeLessThan(600_000);
    // Daily ones, and a snapshot for each week and month that has not ended.
    expect(mine.length).toBeLessThanOrEqual(expected.length + 3);
  }
}, 60_000);

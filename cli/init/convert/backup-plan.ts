import { Cron } from 'croner';
import { parseArn } from '../../../shared/policy/model/arn.ts';
import { CliError } from '../../errors/cli-error.ts';
import { matchesOf } from './backup-selection.ts';
import { type Choices, type Convert, mapOf, mapsOf, textOf } from './convert.ts';
import { fiveFieldCron } from './cron.ts';
import type { DraftRule } from './draft.ts';

type Fields = Readonly<Record<string, unknown>>;

const DAY_MS = 86_400_000;

/** A bucket of keep, and the days that one of it stands for. */
const BUCKETS = [
  ['hourly', 1 / 24],
  ['daily', 1],
  ['weekly', 7],
  ['monthly', 30],
  ['yearly', 365],
] as const;

interface BackupRule {
  readonly name: string;
  readonly cron: string;
  /** Days between backups. */
  readonly everyDays: number;
  readonly keepDays?: number;
  readonly timezone?: string;
  readonly copies: readonly { readonly region: string; readonly keepDays?: number }[];
}

/**
 * A backup plan as `aws backup get-backup-plan` prints it, with its selection if the file has one. All its rules become one:
 * the most frequent one takes the snapshots, and the others are buckets of keep.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_GetBackupPlan.html
 */
export const fromBackupPlan: Convert = (document, name, choices) => {
  const file = ofTemplate(mapOf(document) ?? {});
  const plan = mapOf(file.BackupPlan) ?? (file.Rules === undefined ? undefined : file);
  if (plan === undefined) {
    throw new CliError(
      `${name} has no BackupPlan`,
      'write it with aws backup get-backup-plan --backup-plan-id …',
    );
  }
  const notes: string[] = [];
  const title = textOf(plan.BackupPlanName) ?? 'backup plan';
  const rules = mapsOf(plan.Rules ?? plan.BackupPlanRule).flatMap((one) => ruleOf(one, notes));
  const [first, ...others] = rules.toSorted((a, b) => a.everyDays - b.everyDays);
  if (first === undefined) {
    throw new CliError(
      `${name}: none of its rules has a schedule that can be converted`,
      'write the policy by hand',
    );
  }
  for (const other of others) {
    notes.push(
      `rule ${other.name}: takes no snapshots of its own; keep holds one of those of ${first.name} for each of its periods`,
    );
  }
  const zones = new Set(rules.map(({ timezone = 'Etc/UTC' }) => timezone));
  if (zones.size > 1)
    notes.push(`its rules have several time zones; all follow ${first.timezone ?? 'Etc/UTC'}`);
  const made: Omit<DraftRule, 'name' | 'match'> = {
    comments: ['What the plan selects: compare aws backup get-backup-selection.'],
    timezone: first.timezone ?? 'Etc/UTC',
    snapshots: {
      create: {
        cron: first.cron,
        ...keepOf(rules.map(({ everyDays, keepDays }) => ({ everyDays, keepDays }))),
      },
      ...copiesOf(rules, notes),
    },
  };
  notes.push(
    'Backups that AWS Backup has made stay in its vaults; Dormouse neither copies nor deletes them.',
  );
  const own = matchesFor(file, title, choices, notes).map((match, index) => ({
    name: `${title.slice(0, 90)}${index === 0 ? '' : ` ${index + 1}`}`,
    match,
    ...made,
  }));
  return { about: [`Converted from the AWS Backup plan in ${name}.`], rules: own, notes };
};

/** The plan and the selection of a CloudFormation template, or the file as it is. */
function ofTemplate(file: Fields): Fields {
  const resources = Object.values(mapOf(file.Resources) ?? {}).map(mapOf);
  const propertiesOf = (type: string): Fields =>
    mapOf(resources.find((one) => one?.Type === type)?.Properties) ?? {};
  const plan = mapOf(propertiesOf('AWS::Backup::BackupPlan').BackupPlan);
  return plan === undefined ? file : { BackupPlan: plan, ...propertiesOf('AWS::Backup::BackupSelection') };
}

function ruleOf(rule: Fields, notes: string[]): BackupRule[] {
  const name = textOf(rule.RuleName) ?? 'rule';
  const say = (text: string): void => {
    notes.push(`rule ${name}: ${text}`);
  };
  const expression = textOf(rule.ScheduleExpression) ?? 'cron(0 5 ? * * *)';
  const cron = fiveFieldCron(expression);
  if (cron === undefined) {
    say(`${expression} cannot be written as a cron expression of five fields`);
    return [];
  }
  const lifecycle = mapOf(rule.Lifecycle) ?? {};
  if (rule.EnableContinuousBackup === true)
    say('continuous backups are not converted: Aurora has point-in-time recovery by its own retention');
  if (lifecycle.MoveToColdStorageAfterDays !== undefined)
    say('cold storage is not converted: cluster snapshots have none');
  const keepDays = daysOf(lifecycle);
  if (keepDays === undefined) say('it has no DeleteAfterDays, so every snapshot stays');
  const timezone = textOf(rule.ScheduleExpressionTimezone);
  const copies = mapsOf(rule.CopyActions).flatMap((one) => copyOf(one, say));
  return [
    {
      ...{ name, cron, copies },
      everyDays: daysBetween(cron),
      ...(keepDays !== undefined && { keepDays }),
      ...(timezone !== undefined && { timezone }),
    },
  ];
}

function daysOf(lifecycle: Fields): number | undefined {
  const days = Number(lifecycle.DeleteAfterDays);
  return Number.isInteger(days) && days > 0 ? days : undefined;
}

function copyOf(action: Fields, say: (text: string) => void): BackupRule['copies'] {
  const vault = textOf(action.DestinationBackupVaultArn) ?? '';
  const region = parseArn(vault)?.region ?? '';
  if (region === '') {
    say(`its copy to ${vault} names no Region`);
    return [];
  }
  say(`its copy to ${vault} becomes a copy of the snapshot in ${region}, in the same account`);
  const keepDays = daysOf(mapOf(action.Lifecycle) ?? {});
  return [{ region, ...(keepDays !== undefined && { keepDays }) }];
}

/** The shortest time between two backups, in days. */
function daysBetween(cron: string): number {
  const [first, ...more] = new Cron(cron, { mode: '5-part', timezone: 'UTC', paused: true }).nextRuns(
    8,
    new Date(0),
  );
  let before = first;
  let shortest = Number.POSITIVE_INFINITY;
  for (const run of more) {
    shortest = Math.min(shortest, (run.getTime() - (before?.getTime() ?? 0)) / DAY_MS);
    before = run;
  }
  return shortest;
}

/** Buckets that hold for as many days; none where something stays for ever. */
function keepOf(rules: readonly { readonly everyDays: number; readonly keepDays?: number | undefined }[]): {
  keep?: object;
} {
  if (rules.some(({ keepDays }) => keepDays === undefined)) return {};
  const keep: Record<string, number> = {};
  for (const { everyDays, keepDays = 0 } of rules) {
    const [bucket, days] = BUCKETS.findLast(([, length]) => length * 0.9 <= everyDays) ?? BUCKETS[0];
    keep[bucket] = Math.max(keep[bucket] ?? 1, Math.ceil(keepDays / days));
  }
  return { keep };
}

function copiesOf(rules: readonly BackupRule[], notes: string[]): object {
  const byRegion = Map.groupBy(
    rules.flatMap(({ everyDays, copies }) => copies.map((copy) => ({ everyDays, ...copy }))),
    ({ region }) => region,
  );
  if (byRegion.size === 0) return {};
  notes.push('Copies of encrypted snapshots need a kmsKey of their Region: add one to each entry under to.');
  return {
    copy: {
      sources: ['manual'],
      to: [...byRegion].map(([region, own]) => ({
        region,
        ...keepOf(own.map(({ everyDays, keepDays }) => ({ everyDays, keepDays }))),
      })),
    },
  };
}

function matchesFor(file: Fields, title: string, { tags }: Choices, notes: string[]): Fields[] {
  if (tags !== undefined) return [{ tags }];
  const selection = mapOf(file.BackupSelection);
  const found =
    selection === undefined ? [] : matchesOf(selection, (text) => notes.push(`selection: ${text}`));
  if (found.length > 0) return found.map((match) => ({ ...match }));
  notes.push(
    `the plan does not say which clusters it selects: the rule is for those with the tag backup = ${title}; name others with --tag KEY=VALUE`,
  );
  return [{ tags: { backup: title } }];
}

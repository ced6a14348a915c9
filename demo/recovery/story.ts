import { againstTarget, pointText } from '../../cli/evidence/words.ts';
import { hang } from '../../cli/terminal/columns.ts';
import type { Paint, Tone } from '../../cli/terminal/paint.ts';
import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { formatSpan, formatWhen } from '../../shared/policy/time/when.ts';

/** Something that happened in a drill. */
export interface DrillLine {
  readonly at: number;
  readonly what: string;
  readonly tone: Tone;
  readonly text: string;
}

/** The answers before a drill begins, by the AWS call that gives them. */
const answers: Readonly<Record<string, string>> = {
  DescribeDBClusterSnapshots: 'backup complete',
  DescribeDBEngineVersions: 'engine version offered',
  DescribeOrderableDBInstanceOptions: 'instance class orderable',
  DescribeDBSubnetGroups: 'network there',
  DescribeVpcs: 'not the default VPC',
  DescribeAccountAttributes: 'quotas have room',
  SimulatePrincipalPolicy: 'role may delete what the drill makes',
};
const WHAT_WIDTH = 'preflight'.length;

/** The answers without which a drill would not have begun, by the AWS calls of the sweep that began it. */
export function preflightText(actions: readonly string[]): string {
  return Object.entries(answers)
    .flatMap(([action, text]) => (actions.includes(action) ? [text] : []))
    .join(', ');
}

/**
 * The story of a drill as far as its record knows it, in the order of time. A later version of the record has the same
 * lines, and more after them.
 */
export function linesOf(record: DrillRecord, preflight: string): readonly DrillLine[] {
  const { source, place, restored, settings, phases, verdict, checks } = record;
  const { restoreRequestedAt, clusterAvailableAt, instanceRequestedAt, instanceAvailableAt } = phases;
  const { usableAt, goneAt } = phases;
  const judgedAt = verdict && (phases.checkedAt ?? phases.clusterDeleteRequestedAt ?? goneAt);
  const steps = [
    stepAt(record.openedAt, 'due', `${source.cluster}, from ${pointText(record)}`, 'heading'),
    stepAt(record.openedAt, 'preflight', preflight),
    stepAt(restoreRequestedAt, 'restore', `as ${restored.cluster} in ${place.region}`, 'copy'),
    stepAt(
      clusterAvailableAt,
      'restored',
      `the cluster is available after ${between(restoreRequestedAt, clusterAvailableAt)}`,
    ),
    stepAt(
      instanceAvailableAt,
      'instance',
      `${restored.instanceClass} in subnet group ${settings.subnetGroup}, available after ${between(instanceRequestedAt, instanceAvailableAt)}`,
    ),
    stepAt(
      usableAt,
      'usable',
      `a query is answered, ${between(restoreRequestedAt, usableAt)} after the restore was requested`,
    ),
    ...checks.map(({ check, verdict: answer, detail }) =>
      answer === 'passed'
        ? stepAt(judgedAt, '✓ check', `${check}: ${detail}`)
        : stepAt(judgedAt, '✗ check', `${check}: ${detail}`, 'fault'),
    ),
    stepAt(judgedAt, 'targets', targetsText(record)),
    verdict === 'passed'
      ? stepAt(judgedAt, '✓ passed', `${source.cluster} can be restored from this backup`, 'start')
      : stepAt(judgedAt, '✗ failed', failureText(record), 'fault'),
    stepAt(goneAt, 'deleted', `instance and cluster, gone ${between(judgedAt, goneAt)} later`),
  ];
  return steps.flat();
}

function stepAt(at: string | undefined, what: string, text: string, tone: Tone = 'dim'): DrillLine[] {
  return at === undefined ? [] : [{ at: Date.parse(at), what, text, tone }];
}

function between(from: string | undefined, to: string | undefined): string {
  return formatSpan(Date.parse(to ?? '') - Date.parse(from ?? ''));
}

function targetsText({ wanted: { targets }, rtoMs, rpoMs }: DrillRecord): string {
  return `RTO ${againstTarget(rtoMs, targets.rtoMs)}, RPO ${againstTarget(rpoMs, targets.rpoMs)}`;
}

function failureText({ source, failure }: DrillRecord): string {
  const backup = `this backup of ${source.cluster} does not pass`;
  return failure === undefined ? backup : `${backup}: ${failure.detail}`;
}

/** Lines for a terminal of that width. */
export function toText(line: DrillLine, look: { readonly paint: Paint; readonly width: number }): string[] {
  const { at, what, text, tone } = line;
  const { paint, width } = look;
  const head = `${formatWhen(at, { timezone: 'UTC', now: at })}  ${paint(tone, what.padEnd(WHAT_WIDTH))}  `;
  return hang(head, text, width, tone === 'dim' ? (one) => paint(tone, one) : undefined);
}

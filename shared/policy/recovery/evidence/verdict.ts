import type { CheckResult, DrillRecord } from '../../model/drill-record.ts';
import type { DrillCheck } from '../../model/recovery-rule.ts';
import { formatDuration, formatSpan } from '../../time/when.ts';

/**
 * The reasons for which a record does not prove its cluster, by what it says was wanted, answered and measured; none: it
 * does. It goes by the record alone and not by its verdict, so that a verdict can be checked by it, and shares no rule
 * with `measure`, which gives the verdict: a mistake there must not hide here.
 */
export function shortcomings(record: DrillRecord): string[] {
  const { wanted, checks, phases, failure } = record;
  return [
    ...(failure === undefined ? [] : [`${failure.phase}: ${failure.detail}`]),
    ...(phases.restoreRequestedAt === undefined ? ['no restore was requested'] : []),
    ...(phases.usableAt === undefined ? ['no query was answered'] : []),
    ...(wanted.checks.length === 0 ? ['nothing was checked'] : []),
    ...(checks.length === wanted.checks.length
      ? []
      : [`${checks.length} of ${wanted.checks.length} checks have a result`]),
    ...checks.flatMap((result, index) => unproven(result, wanted.checks[index])),
    ...missedTargets(record),
  ];
}

/** The targets that a drill missed, or could not be measured against. */
function missedTargets({ wanted, rtoMs, rpoMs }: Pick<DrillRecord, 'wanted' | 'rtoMs' | 'rpoMs'>): string[] {
  return [
    ...missed('recovery time (RTO)', rtoMs, wanted.targets.rtoMs),
    ...missed('recovery point (RPO)', rpoMs, wanted.targets.rpoMs),
  ];
}

/** Whether a drill took longer, or would have lost more, than its targets allow. */
export function exceedsTarget({
  wanted: { targets },
  rtoMs = 0,
  rpoMs = 0,
}: Pick<DrillRecord, 'wanted' | 'rtoMs' | 'rpoMs'>): boolean {
  return rtoMs > (targets.rtoMs ?? Infinity) || rpoMs > (targets.rpoMs ?? Infinity);
}

function missed(what: string, ms: number | undefined, target: number | undefined): string[] {
  if (target === undefined || (ms !== undefined && ms <= target)) return [];
  if (ms === undefined) return [`the ${what} was not measured`];
  return [`the ${what} was ${formatSpan(ms)}, more than the ${formatDuration(target)} of the target`];
}

function unproven({ check, verdict, value, before }: CheckResult, wanted: DrillCheck | undefined): string[] {
  if (verdict !== 'passed') return [`${check}: failed`];
  if (wanted === undefined || wanted.kind !== 'sql' || value === undefined) return [];
  const { atLeast, shrinkAtMostPercent } = wanted;
  const number = Number(value);
  return [
    ...(atLeast !== undefined && !(number >= atLeast) ? [`${check}: ${value} is less than ${atLeast}`] : []),
    ...(shrinkAtMostPercent !== undefined &&
    before !== undefined &&
    !(number >= Number(before) * (1 - shrinkAtMostPercent / 100))
      ? [`${check}: ${value} is more than ${shrinkAtMostPercent} % less than ${before}`]
      : []),
  ];
}

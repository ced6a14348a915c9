import { defined } from '../../../defined.ts';
import { type DrillPhases, type DrillRecord, pointTime } from '../../model/drill-record.ts';
import { isoSeconds } from '../../model/tags.ts';
import type { EpochMs } from '../../time/units.ts';
import { formatDuration } from '../../time/when.ts';
import { checkText, type JudgedCheck, measuredFrom } from './judge-check.ts';

const MAX_DETAIL = 500;

/** The record with the time of a phase. The first time counts. */
export function withPhase(record: DrillRecord, phase: keyof DrillPhases, at: EpochMs): DrillRecord {
  return record.phases[phase] === undefined
    ? { ...record, phases: { ...record.phases, [phase]: isoSeconds(at) } }
    : record;
}

/** Why a drill has failed. */
export interface FailureReason {
  readonly reason: string;
  readonly detail: string;
}

/** The record of a drill that has failed; the first reason counts, and there is no verdict but `failed` any more. */
export function withFailure(
  record: DrillRecord,
  phase: string,
  { reason, detail }: FailureReason,
): DrillRecord {
  const failure = record.failure ?? { phase, reason, detail: detail.slice(0, MAX_DETAIL) };
  return { ...record, failure, verdict: 'failed' };
}

/** The record with one check more. */
export function withCheck(record: DrillRecord, { result, newestAt }: JudgedCheck): DrillRecord {
  const rpoMs = newestAt === undefined ? undefined : Math.max(0, measuredFrom(record) - newestAt);
  return {
    ...record,
    checks: [...record.checks, result],
    // The stalest of what was asked counts.
    ...defined({ rpoMs: rpoMs === undefined ? record.rpoMs : Math.max(rpoMs, record.rpoMs ?? 0) }),
  };
}

/** The checks of a record that have no result yet. */
export function checksLeft({ wanted, checks }: DrillRecord) {
  return wanted.checks.slice(checks.length);
}

/** The value of a check that the next drill compares with: that of the last one that passed. */
export function baselineOf(last: DrillRecord | undefined, check: DrillRecord['wanted']['checks'][number]) {
  const text = checkText(check);
  const found = last?.checks.find((one) => one.check === text);
  return found?.verdict === 'passed' ? found.value : found?.before;
}

/**
 * The verdict, once every check has its result. It passes only if nothing has failed, nothing is missing, a query was
 * answered, and the targets are met.
 */
export function measure(record: DrillRecord, at: EpochMs): DrillRecord {
  const { phases, point } = record;
  const requestedAt = Date.parse(phases.restoreRequestedAt ?? record.openedAt);
  const rtoMs = phases.usableAt === undefined ? undefined : Date.parse(phases.usableAt) - requestedAt;
  const pointAt = Date.parse(pointTime(point));
  const rpoMs = record.rpoMs ?? Math.max(0, measuredFrom(record) - pointAt);
  const measured = { ...withPhase(record, 'checkedAt', at), rpoMs, ...defined({ rtoMs }) };
  const why = shortfallOf(measured);
  if (record.failure !== undefined || why !== undefined) {
    return withFailure(measured, 'check', why ?? { reason: 'failed-before', detail: 'it had failed before' });
  }
  return { ...measured, verdict: 'passed' };
}

function shortfallOf(record: DrillRecord): FailureReason | undefined {
  const { checks, wanted, rtoMs, rpoMs } = record;
  if (wanted.checks.length === 0)
    return { reason: 'no-checks', detail: 'there is no check, so nothing is proven' };
  const failed = checks.find(({ verdict }) => verdict !== 'passed');
  if (failed !== undefined) return { reason: 'check-failed', detail: `${failed.check}: ${failed.detail}` };
  const isComplete =
    checks.length === wanted.checks.length &&
    wanted.checks.every((check, at) => checks[at]?.check === checkText(check));
  if (!isComplete) return { reason: 'check-missing', detail: 'a check has no result' };
  if (rtoMs === undefined || !(rtoMs >= 0)) {
    return { reason: 'not-usable', detail: 'no query was answered' };
  }
  const { rtoMs: rto, rpoMs: rpo } = wanted.targets;
  if (rto !== undefined && rtoMs > rto) {
    return {
      reason: 'rto-missed',
      detail: `it took ${formatDuration(rtoMs)}, and the target is ${formatDuration(rto)}`,
    };
  }
  // Nobody expects the oldest snapshot to be new: of it, the data is measured against its own time.
  if (rpo !== undefined && (rpoMs === undefined || !(rpoMs <= rpo))) {
    const age = rpoMs === undefined ? 'of unknown age' : `${formatDuration(rpoMs)} old`;
    return {
      reason: 'rpo-missed',
      detail: `the newest data was ${age}, and the target is ${formatDuration(rpo)}`,
    };
  }
  return undefined;
}

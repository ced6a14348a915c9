import { defined } from '../../../defined.ts';
import { type CheckResult, type DrillRecord, pointTime } from '../../model/drill-record.ts';
import type { DrillCheck, SqlCheck } from '../../model/recovery-rule.ts';
import { type EpochMs, MINUTE_MS } from '../../time/units.ts';
import { formatDuration } from '../../time/when.ts';

type Value = number | string;

/** The answer to a check. */
export type CheckAnswer =
  /** The one value that a statement selected. */
  | { readonly state: 'value'; readonly value: Value | boolean | null; readonly ms: number }
  /** The answer of a function, as it was sent. */
  | { readonly state: 'answer'; readonly answer: unknown; readonly ms: number }
  /** There is none that could be believed. */
  | { readonly state: 'failed'; readonly detail: string; readonly ms: number };

/** A check that was judged, and the time of the newest row, where it is about that. */
export interface JudgedCheck {
  readonly result: CheckResult;
  readonly newestAt?: EpochMs;
}

/** Clocks of clients that wrote the rows may be ahead of AWS's. */
const AHEAD_MS = 5 * MINUTE_MS;
const MAX_TEXT = 300;

/** A check as a text, the same however its thresholds change, so that the next drill finds its value. */
export function checkText(check: DrillCheck): string {
  return check.kind === 'sql' ? `${check.sql} @${check.database}` : check.arn;
}

/**
 * The verdict on an answer. It passes only if the answer is understood as a whole and within every bound: whatever is
 * missing, unclear or too good fails.
 */
export function judgeCheck(
  check: DrillCheck,
  answer: CheckAnswer,
  record: DrillRecord,
  before: Value | undefined,
): JudgedCheck {
  const about = { check: checkText(check), ms: Math.round(answer.ms), ...defined({ before }) };
  const failed = (detail: string, value?: Value): JudgedCheck => ({
    result: { ...about, verdict: 'failed', detail: detail.slice(0, MAX_TEXT), ...defined({ value }) },
  });
  if (answer.state === 'failed') return failed(answer.detail);
  const judged =
    check.kind === 'sql'
      ? judgeValue(check, answer.state === 'value' ? answer.value : null, record, before)
      : judgeAnswer(answer.state === 'answer' ? answer.answer : undefined, record);
  if (judged.problem !== undefined) return failed(judged.problem, judged.value);
  const { value, detail, newestAt } = judged;
  return {
    result: { ...about, verdict: 'passed', detail: detail.slice(0, MAX_TEXT), ...defined({ value }) },
    ...defined({ newestAt }),
  };
}

interface Judgement {
  readonly value?: Value;
  readonly detail: string;
  readonly newestAt?: EpochMs;
  /** Absent: there is none. */
  readonly problem?: string;
}

function problem(text: string, value?: Value): Judgement {
  return { detail: '', problem: text, ...defined({ value }) };
}

function judgeValue(
  check: SqlCheck,
  answered: Value | boolean | null,
  record: DrillRecord,
  before: Value | undefined,
): Judgement {
  if (answered === null) return problem('the answer is null: there is no such row');
  if (typeof answered === 'number' && !Number.isFinite(answered)) {
    return problem(`the answer ${answered} is not a finite number`);
  }
  if (typeof answered === 'boolean' && hasBound(check)) {
    return problem(
      `the answer ${answered} has no size and no time; select a number, or a time for freshness`,
    );
  }
  if (typeof answered === 'boolean') {
    return answered ? { detail: 'true', value: 'true' } : problem('the answer is false', 'false');
  }
  const value = typeof answered === 'string' ? answered.slice(0, MAX_TEXT) : answered;
  if (check.freshnessMs !== undefined) return judgeFreshness(answered, check.freshnessMs, record);
  const number = numberOf(answered);
  const { shrinkAtMostPercent: percent, atLeast } = check;
  if (number === undefined) {
    return percent === undefined && atLeast === undefined
      ? { detail: `answered ${value}`, value }
      : problem(`the answer ${value} is not a number`, value);
  }
  const least = atLeast ?? 1;
  if (number < least) return problem(`${number} is less than ${least}`, number);
  if (percent === undefined) return { detail: `${number} is at least ${least}`, value: number };
  if (before === undefined) return { detail: `${number}, the first answer to compare with`, value: number };
  const earlier = numberOf(before);
  if (earlier === undefined)
    return problem(`the answer of the drill before, ${before}, is not a number`, number);
  return number < earlier * (1 - percent / 100)
    ? problem(`${number} is more than ${percent} % less than ${earlier} of the drill before`, number)
    : { detail: `${number}, ${earlier} in the drill before`, value: number };
}

/** Whether the answer has to be a number or a time. */
function hasBound({ atLeast, shrinkAtMostPercent, freshnessMs }: SqlCheck): boolean {
  return atLeast !== undefined || shrinkAtMostPercent !== undefined || freshnessMs !== undefined;
}

/** A value of a statement, or of evidence: the Data API gives decimals as text. */
function numberOf(value: Value): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return /^-?\d{1,30}(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

function judgeFreshness(answered: Value, freshnessMs: number, record: DrillRecord): Judgement {
  const value = typeof answered === 'string' ? answered.slice(0, MAX_TEXT) : answered;
  const newestAt = typeof answered === 'string' ? timeOf(answered) : undefined;
  if (newestAt === undefined) {
    return problem(`the answer ${value} is not a time; select a timestamp`, value);
  }
  return judgeNewest(newestAt, value, record, freshnessMs);
}

function judgeNewest(
  newestAt: EpochMs,
  value: Value | undefined,
  record: DrillRecord,
  freshnessMs = Number.POSITIVE_INFINITY,
): Judgement {
  const ageMs = measuredFrom(record) - newestAt;
  const shown = new Date(newestAt).toISOString();
  if (newestAt - Date.parse(pointTime(record.point)) > AHEAD_MS) {
    return problem(
      `the newest row, of ${shown}, is newer than the recovery point, so it was not restored`,
      value,
    );
  }
  if (ageMs > freshnessMs) {
    const bound = formatDuration(freshnessMs);
    return problem(
      `the newest row is of ${shown}, more than ${bound} before the ${sinceWhat(record)}`,
      value,
    );
  }
  return { detail: `the newest row is of ${shown}`, newestAt, ...defined({ value }) };
}

/**
 * The instant that the age of data is measured from: the request of the restore. For the oldest snapshot, its own time:
 * nobody expects new rows in it.
 */
export function measuredFrom({ point, phases, openedAt }: DrillRecord): EpochMs {
  if (point.kind === 'snapshot' && point.pick === 'oldest') return Date.parse(point.createdAt);
  return Date.parse(phases.restoreRequestedAt ?? openedAt);
}

function sinceWhat({ point }: DrillRecord): string {
  return point.kind === 'snapshot' && point.pick === 'oldest' ? 'snapshot' : 'restore';
}

/**
 * A time as the Data API gives it, in UTC and without a zone, or in ISO 8601.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.calling.html
 */
export function timeOf(text: string): EpochMs | undefined {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i.exec(
      text.trim(),
    );
  if (match === null) return undefined;
  const [, day = '', time = '00:00', zone = 'Z'] = match;
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const at = Date.parse(`${day}T${time.replace(/(\.\d{3})\d+$/, '$1')}${offset.toUpperCase()}`);
  return Number.isNaN(at) ? undefined : at;
}

function isValue(value: unknown): value is Value | undefined {
  return value === undefined || typeof value === 'string' || Number.isFinite(value);
}

/** The contract of a function: exactly this, or it has failed. */
function judgeAnswer(answer: unknown, record: DrillRecord): Judgement {
  const { version, ok, detail, value, newest }: Readonly<Record<string, unknown>> = Object(answer);
  const isTime = newest === undefined || typeof newest === 'string';
  if (version !== 1 || typeof ok !== 'boolean' || typeof detail !== 'string' || !isValue(value) || !isTime) {
    return problem('its answer does not have the form { version: 1, ok, detail, value?, newest? }');
  }
  const kept = typeof value === 'string' ? value.slice(0, MAX_TEXT) : value;
  if (!ok) return problem(`it says: ${detail}`, kept);
  if (newest === undefined) return { detail, ...defined({ value: kept }) };
  const newestAt = timeOf(newest);
  if (newestAt === undefined) return problem(`its newest, ${newest}, is not a time`, kept);
  const judged = judgeNewest(newestAt, kept, record);
  return judged.problem === undefined ? { ...judged, detail } : judged;
}

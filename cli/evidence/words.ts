import type { DrillRecord } from '../../shared/policy/model/drill-record.ts';
import { formatSpan, formatUtc } from '../../shared/policy/time/when.ts';
import { count } from '../terminal/columns.ts';

/** The words for a drill that the text and the page share. Records are data: nothing of them moves a cursor. */

/** @example 'snapshot prod-orders-20261127 of 2026-11-27 03:00 UTC' */
export function pointText({ point }: DrillRecord): string {
  return point.kind === 'snapshot'
    ? `snapshot ${point.snapshot} of ${formatUtc(Date.parse(point.createdAt))}`
    : `point in time ${formatUtc(Date.parse(point.restoreTime))}`;
}

/** @example '47m of 4h', '47m', 'not measured, 4h wanted' */
export function againstTarget(ms: number | undefined, target: number | undefined): string {
  if (ms === undefined)
    return target === undefined ? 'not measured' : `not measured, ${formatSpan(target)} wanted`;
  return target === undefined ? formatSpan(ms) : `${formatSpan(ms)} of ${formatSpan(target)}`;
}

/** @example '2 of 2 checks passed' */
export function checksText({ checks, wanted }: DrillRecord): string {
  const passed = checks.filter(({ verdict }) => verdict === 'passed').length;
  return `${passed} of ${count(wanted.checks.length, 'check')} passed`;
}

/** @example 'cleaned up at 2026-11-28 04:10 UTC' */
export function cleanUpText({ phases, cleanUp, restored }: DrillRecord): string {
  if (cleanUp?.leftover !== undefined) return `left over: ${cleanUp.leftover}`;
  if (phases.goneAt !== undefined) return `cleaned up at ${formatUtc(Date.parse(phases.goneAt))}`;
  return phases.restoreRequestedAt === undefined
    ? 'nothing was restored'
    : `${restored.cluster} not seen gone`;
}

/** A text of a record in one line of printable characters. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
}

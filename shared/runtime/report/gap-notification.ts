import { commandRow } from '../../policy/model/actions.ts';
import type { StreamGap } from '../../policy/streams/stream.ts';
import { MINUTE_MS } from '../../policy/time/units.ts';
import type { Outcome } from '../sweep/outcome.ts';
import type { ScopeSweep } from '../sweep/sweep.ts';
import type { ReportDedupe } from './dedupe.ts';

/** A start of a stream takes minutes, and so does a restart: a shorter gap is not worth a notification. */
const NOTIFY_AFTER_MS = 30 * MINUTE_MS;

/** The gaps in activity streams that should be reported now. */
export interface GapNotifications {
  readonly opened: readonly StreamGap[];
  /** The outcomes of clusters whose gap has ended. */
  readonly closed: readonly Outcome[];
}

/**
 * Gaps of half an hour that are new and not being closed now, and clusters whose reported gap has ended. Where
 * nothing was measured, as in a scope that failed, nothing is known to be over; nor of clusters that the run is not
 * about.
 */
export function gapNotificationsOf(
  report: ReportDedupe,
  { streamGaps, outcomes }: Pick<ScopeSweep, 'streamGaps' | 'outcomes'>,
): GapNotifications {
  if (streamGaps === undefined) return { opened: [], closed: [] };
  const open = new Set(streamGaps.map(({ arn }) => arn));
  const closing = new Set(outcomes.filter(isClosing).map(({ decision }) => decision.resourceArn));
  return {
    opened: streamGaps.filter(
      ({ arn, gapMs }) =>
        gapMs >= NOTIFY_AFTER_MS && !closing.has(arn) && report.isNew(subjectOf(arn), 'open'),
    ),
    closed: outcomes.filter(({ decision: { resourceArn } }) => {
      const subject = subjectOf(resourceArn);
      return !open.has(resourceArn) && report.last(subject) === 'open' && report.isNew(subject, 'closed');
    }),
  };
}

/** However old the gap is: it is reported only once the change that should close it has not helped. */
function isClosing({ decision, status }: Outcome): boolean {
  const isDone = status === 'done' || status === 'already';
  const isChange = decision.verdict === 'act' && commandRow(decision.command.kind).restarts === true;
  return decision.reason === 'stream-in-transition' || (isDone && isChange);
}

function subjectOf(arn: string): string {
  return `${arn} activity stream gap`;
}

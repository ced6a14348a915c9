import { hang, padEnd, width } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import { type Change, isRefusal, type PlannedChange } from './change.ts';

export interface PlanTextOptions {
  readonly paint: Paint;
  /** Width of the terminal. Absent: lines are never broken. */
  readonly width?: number;
  /** Lists everything, unchanged clusters and snapshots too. */
  readonly all?: boolean;
  /** Leaves out how to have the plan carried out, because that comes next. */
  readonly toApply?: boolean;
}

/** Each change as people see it, in the plan and in the demo. */
export const marks: Readonly<Record<Change, { readonly mark: string; readonly tone: Tone }>> = {
  stop: { mark: '- stop', tone: 'stop' },
  start: { mark: '+ start', tone: 'start' },
  'start-stream': { mark: '+ stream', tone: 'start' },
  'stop-stream': { mark: '- stream', tone: 'stop' },
  remember: { mark: '~ stream', tone: 'change' },
  capacity: { mark: '~ capacity', tone: 'change' },
  create: { mark: '+ snapshot', tone: 'start' },
  copy: { mark: '> copy', tone: 'copy' },
  delete: { mark: '- delete', tone: 'stop' },
  drill: { mark: '+ drill', tone: 'start' },
  'drill-step': { mark: '~ drill', tone: 'change' },
  'drill-clean-up': { mark: '- drill', tone: 'stop' },
};

export function markOf(planned: PlannedChange): { readonly mark: string; readonly tone: Tone } {
  if (planned.change !== undefined) return marks[planned.change];
  return isRefusal(planned) ? { mark: '! skip', tone: 'refused' } : { mark: '  skip', tone: 'dim' };
}

/** The subject of a decision where it is not the cluster itself: `stream`, `capacity`, `copy`, … */
export function subjectOf({ aspect, action }: Pick<PlannedChange, 'aspect' | 'action'>): string {
  switch (aspect) {
    case 'power':
      return '';
    case 'activityStream':
      return 'stream';
    case 'capacity':
      return 'capacity';
    case 'recovery':
      return 'drill';
    case 'snapshots':
      return action === undefined || action === 'create' ? 'snapshot' : action;
  }
}

/** The reason, after the stream, capacity or snapshot that is skipped, if it is not the cluster itself. */
export function reasonOf(planned: PlannedChange): string {
  const subject = planned.change === undefined ? subjectOf(planned) : '';
  return subject === '' ? planned.reason : `${subject}: ${planned.reason}`;
}

/** A label, such as a snapshot, and a text about it. */
export type Detail = readonly [label: string, text: string];

/** A text beside its label has this much room, or goes below it. */
const ROOM = 50;

/** Texts below their head, further lines in line with the first; after a label where there is room. */
export function detailLines(
  details: readonly Detail[],
  indent: string,
  { paint, width: room = Number.POSITIVE_INFINITY }: PlanTextOptions,
): string[] {
  const dim = (line: string): string => paint('dim', line);
  const letters = Math.max(...details.map(([label]) => width(label)));
  const isNarrow = letters + indent.length + ROOM > room;
  return details.flatMap(([label, text]) => {
    if (label === '') return hang(indent, text, room, dim);
    if (isNarrow) return [indent + label, ...hang(`${indent}  `, text, room, dim)];
    return hang(`${indent}${padEnd(label, letters)}  `, text, room, dim);
  });
}

import { formatDuration } from '../../shared/policy/time/when.ts';
import type { Outcome, OutcomeStatus } from '../../shared/runtime/sweep/outcome.ts';
import { changeOf } from '../plan/change.ts';
import { marks } from '../plan/row.ts';
import { count, hang } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import type { Followed } from './follow.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

const words: Readonly<Record<OutcomeStatus, { readonly word: string; readonly tone: Tone }>> = {
  done: { word: 'requested', tone: 'start' },
  already: { word: 'requested before', tone: 'start' },
  planned: { word: 'only planned', tone: 'dim' },
  conflict: { word: 'not done, it has changed meanwhile', tone: 'fault' },
  retry: { word: 'not done, AWS was busy', tone: 'fault' },
  failed: { word: 'failed', tone: 'fault' },
  warned: { word: 'warned of, not done', tone: 'dim' },
  skipped: { word: 'not due any more', tone: 'dim' },
};

const notBegun = { word: 'not begun', tone: 'refused' } as const;

/** Whether it was due and has not been requested. */
export function isNotDone({ status, decision }: Outcome): boolean {
  if (status === 'skipped') return decision.reason === 'out-of-time';
  return status !== 'done' && status !== 'already';
}

/** A line for each act, in the look of the plan, with what became of it; ends with a line feed. */
export function outcomesText(outcomes: readonly Outcome[], { paint, width }: Look): string {
  return outcomes
    .map(({ decision, status, fault }) => {
      const { mark, tone } =
        decision.verdict === 'act'
          ? marks[changeOf[decision.command.kind]]
          : { mark: '  skip', tone: 'dim' as Tone };
      const { word, tone: look } = decision.reason === 'out-of-time' ? notBegun : words[status];
      const snapshot = decision.snapshot === undefined ? '' : ` ${decision.snapshot}`;
      const why = fault
        ? `: ${fault.name}: ${fault.message}`
        : status === 'skipped'
          ? `: ${decision.detail}`
          : '';
      const head = `  ${paint(tone, mark.padEnd(11))} ${decision.cluster}${snapshot}  `;
      return `${hang(head, `${paint(look, word)}${why}`, width ?? Number.POSITIVE_INFINITY).join('\n')}\n`;
    })
    .join('');
}

/** The end of one request: `confirmed  dev-orders: it is stopped, after 7m`. */
export function followedText({ followUp, state, detail, at }: Followed, { paint }: Look): string {
  const look = { confirmed: 'start', 'not-confirmed': 'fault', waiting: 'refused' } as const;
  const said = {
    confirmed: 'confirmed',
    'not-confirmed': 'not confirmed',
    waiting: 'still waiting',
  } as const;
  const after = formatDuration(Math.max(0, at - followUp.requestedAt));
  return `  ${paint(look[state], said[state].padEnd(13))} ${followUp.cluster}: ${detail}, after ${after}\n`;
}

/** The numbers at the end: `Applied: 4 requested, 3 confirmed, 1 failed.` */
export function totalText(outcomes: readonly Outcome[], followed: readonly Followed[]): string {
  const requested = outcomes.filter(({ status }) => status === 'done' || status === 'already').length;
  const of = (state: Followed['state']): number => followed.filter((one) => one.state === state).length;
  const rest = outcomes.filter(isNotDone).length;
  const parts = [
    `${count(requested, 'change')} requested`,
    ...(followed.length > 0 ? [`${of('confirmed')} confirmed`] : []),
    ...(of('not-confirmed') > 0 ? [`${of('not-confirmed')} not confirmed`] : []),
    ...(of('waiting') > 0 ? [`${of('waiting')} not seen yet`] : []),
    ...(rest > 0 ? [`${rest} not done`] : []),
  ];
  return `Applied: ${parts.join(', ')}.\n`;
}

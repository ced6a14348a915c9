import { suggest } from '../../document/nearest.ts';
import type { Reading } from '../../document/problem.ts';
import type { CommandKind } from '../model/actions.ts';
import { type Reason, reasons } from '../model/reasons.ts';

/** The decisions about a cluster that a test can name. */
export const subjects = ['power', 'snapshot', 'activityStream', 'capacity'] as const;

export type Subject = (typeof subjects)[number];

/** The changes that each of them can bring. */
export const changesOf = {
  power: ['stop', 'start', 'snapshot', 'unchanged'],
  snapshot: ['create', 'unchanged'],
  activityStream: ['start', 'stop', 'unchanged'],
  capacity: ['change', 'unchanged'],
} as const satisfies Readonly<Record<Subject, readonly string[]>>;

export type TestChange = (typeof changesOf)[Subject][number];

/** A decision as a test expects it; what it does not say may be anything. */
export interface Expectation {
  readonly change?: TestChange;
  readonly reason?: Reason;
  readonly rule?: string;
  /** Capacity after the change. */
  readonly min?: number;
  readonly max?: number;
}

/** A decision as it was made. */
export interface Decided {
  readonly change: TestChange;
  readonly reason: Reason;
  readonly detail: string;
  readonly rule?: string;
  readonly min?: number;
  readonly max?: number;
}

export const reasonNames = Object.keys(reasons) as [Reason, ...Reason[]];

/**
 * Reads `stop because idle`, or the change alone.
 *
 * @example
 * readExpectation('power', 'unchanged because busy') // { change: 'unchanged', reason: 'busy' }
 */
export function readExpectation(subject: Subject, text: string): Reading<Expectation> {
  const [first = '', because, reason, ...more] = text.trim().split(/\s+/);
  const changes: readonly TestChange[] = changesOf[subject];
  const change = changes.find((known) => known === first);
  const examples = `write for example ${changes[0]} because …, or unchanged`;
  if (change === undefined) {
    return {
      ok: false,
      message: `begins with none of ${changes.join(', ')}`,
      remedy: suggest(first, changes),
    };
  }
  if (because === undefined) return { ok: true, value: { change } };
  if (because !== 'because' || reason === undefined || more.length > 0) {
    return { ok: false, message: 'is not a change and its reason', remedy: examples };
  }
  const known = reasonNames.find((name) => name === reason);
  return known === undefined
    ? {
        ok: false,
        message: `ends in a reason that does not exist, ${reason}`,
        remedy: near(reason),
      }
    : { ok: true, value: { change, reason: known } };
}

function near(reason: string): string {
  const remedy = suggest(reason, reasonNames);
  return remedy.startsWith('did') ? remedy : 'see the reasons in docs/reasons.md';
}

/** Whether a decision is as expected, in all that the test says. */
export function isExpected(expected: Expectation, decided: Decided): boolean {
  const keys = ['change', 'reason', 'rule', 'min', 'max'] as const;
  return keys.every((key) => expected[key] === undefined || expected[key] === decided[key]);
}

/** `stop because idle (rule developers)` */
export function expectationText({ change, reason, rule, min, max }: Expectation): string {
  const words = [
    ...(change === undefined ? [] : [change]),
    ...(min === undefined && max === undefined ? [] : [`to ${min ?? '…'}-${max ?? '…'}`]),
    ...(reason === undefined ? [] : [`because ${reason}`]),
    ...(rule === undefined ? [] : [`(rule ${rule})`]),
  ];
  return words.join(' ');
}

/** The change that a command makes. */
export const changeOfCommand: Readonly<Partial<Record<CommandKind, TestChange>>> = {
  'stop-cluster': 'stop',
  'start-cluster': 'start',
  'start-activity-stream': 'start',
  'stop-activity-stream': 'stop',
  'change-capacity': 'change',
};

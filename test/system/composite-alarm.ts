import { z } from 'zod';

/** A composite alarm of the template, resolved. */
export const compositeAlarm = z.looseObject({
  AlarmName: z.string(),
  AlarmRule: z.string(),
  ActionsSuppressor: z.string().optional(),
  ActionsSuppressorWaitPeriod: z.number().default(0),
  ActionsSuppressorExtensionPeriod: z.number().default(0),
});

export type CompositeAlarm = z.infer<typeof compositeAlarm>;

/**
 * Evaluates a rule of `ALARM("name")`, AND, OR, NOT and brackets.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function evaluateRule(rule: string, isInAlarm: (name: string) => boolean): boolean {
  const tokens = [...rule.matchAll(/ALARM\("([^"]+)"\)|AND|OR|NOT|[()]|\S+/g)];
  let next = 0;
  const peek = () => tokens[next]?.[0];

  function anyOf(): boolean {
    let value = allOf();
    while (peek() === 'OR') {
      next += 1;
      value = allOf() || value;
    }
    return value;
  }

  function allOf(): boolean {
    let value = term();
    while (peek() === 'AND') {
      next += 1;
      value = term() && value;
    }
    return value;
  }

  function term(): boolean {
    const token = tokens[next];
    next += 1;
    if (token?.[0] === 'NOT') return !term();
    if (token?.[1] !== undefined) return isInAlarm(token[1]);
    if (token?.[0] !== '(') throw new Error(`not understood: ${rule}`);
    const value = anyOf();
    next += 1;
    return value;
  }

  const value = anyOf();
  if (next !== tokens.length) throw new Error(`not understood: ${rule}`);
  return value;
}

/** What a composite alarm remembers. */
export interface CompositeState {
  readonly raised: boolean;
  /** The state of which it has notified last. */
  readonly notified: boolean;
  readonly changedAt: number;
  /** Whether its suppressor is raised, and when that changed last. */
  readonly suppressed: boolean;
  readonly suppressedChangedAt: number;
}

export const calm: CompositeState = {
  raised: false,
  notified: false,
  changedAt: Number.NEGATIVE_INFINITY,
  suppressed: false,
  suppressedChangedAt: Number.NEGATIVE_INFINITY,
};

/**
 * The next state; it notifies where `notified` changes. While the suppressor is raised it does not, nor while it waits for
 * the suppressor, nor for the extension after that. What has passed by then is never notified.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html
 */
export function step(
  alarm: CompositeAlarm,
  before: CompositeState,
  now: { at: number; raised: boolean; suppressed: boolean },
): CompositeState {
  const { at, raised, suppressed } = now;
  const changedAt = raised === before.raised ? before.changedAt : at;
  const suppressedChangedAt = suppressed === before.suppressed ? before.suppressedChangedAt : at;
  const state = { ...before, raised, changedAt, suppressed, suppressedChangedAt };
  const waits = at - changedAt < alarm.ActionsSuppressorWaitPeriod * 1000;
  const extends_ = at - suppressedChangedAt < alarm.ActionsSuppressorExtensionPeriod * 1000;
  const isHeldBack = alarm.ActionsSuppressor !== undefined && (suppressed || waits || extends_);
  return isHeldBack ? state : { ...state, notified: raised };
}

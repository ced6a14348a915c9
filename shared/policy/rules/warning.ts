import type { Action } from '../model/actions.ts';
import { commandRow } from '../model/actions.ts';
import { type Act, type Decision, type Skip, skipInstead, type Warning } from '../model/decision.ts';
import type { NotifyRule, Policy, Rule } from '../model/policy.ts';
import { reasonRow } from '../model/reasons.ts';
import { HOLD_TAG, isoSeconds, WARNED_TAG } from '../model/tags.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../time/units.ts';
import { formatDuration, formatWhenIn } from '../time/when.ts';
import { holdValue, readHold } from './hold.ts';
import { readLastAction } from './power-note.ts';
import { isObserved, ruleOf } from './rule-mode.ts';
import { hasRoomFor } from './tag-room.ts';

type Tags = Readonly<Record<string, string>>;

/** A cluster or snapshot, as far as a warning needs it. */
export interface WarningTarget {
  readonly tags: Tags;
  /** A restored cluster, and a copy, may have the tags of another one: only later warnings count. */
  readonly createdAt?: EpochMs;
}

/** How long a change may still follow its warning, from the time at which it may at the earliest. */
const WARNING_LASTS_MS = DAY_MS;

const WARNED = /^(stop|deleteSnapshot) (\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)$/;

/** The value of `dormouse:warned` once the change that was warned of is no longer due. */
export const WARNING_OVER = 'over';

/** The value of `dormouse:warned` after a warning was sent: with the end of that minute, so that it is never too early. */
export function warnedText(action: Action, sentAt: EpochMs): string {
  return `${action} ${isoSeconds((Math.floor(sentAt / MINUTE_MS) + 1) * MINUTE_MS)}`;
}

/** Whether any rule wants warnings, so that there is anything to do about them. */
export function hasWarnings({ rules }: Pick<Policy, 'rules'>): boolean {
  return rules.some(({ notify }) => notify !== undefined);
}

/**
 * Lets changes of which a rule warns wait for their warning: one that was warned of less than `before` ago is skipped,
 * one that was not is marked, so that `sendWarnings` can send it once limits have been applied. `targetOf` has a
 * cluster or snapshot by its ARN. What somebody holds stopped is stopped without a warning, because they asked for it.
 */
export function awaitWarnings(
  policy: Policy,
  decisions: readonly Decision[],
  targetOf: (arn: string) => WarningTarget | undefined,
  now: EpochMs,
): Decision[] {
  if (!hasWarnings(policy)) return [...decisions];
  return decisions.map((decision) => {
    const rule = ruleOf(policy, decision);
    const { notify } = rule ?? {};
    if (rule === undefined || !notify?.of.some((action) => action === decision.action)) return decision;
    const { tags, createdAt = 0 } = targetOf(decision.resourceArn) ?? { tags: {} };
    const context = { rule, notify, tags, createdAt, now };
    if (decision.verdict === 'skip') return withoutWarning(policy, decision, context);
    return isWarnedOf(decision) ? awaitWarning(policy, decision, context) : decision;
  });
}

interface Context {
  readonly rule: Rule;
  readonly notify: NotifyRule;
  readonly tags: Tags;
  readonly createdAt: EpochMs;
  readonly now: EpochMs;
}

/** A command that only records something changes nothing that needs a warning. */
function isWarnedOf({ command }: Act): boolean {
  return commandRow(command.kind).recordsAs === undefined;
}

function awaitWarning(policy: Policy, act: Act, context: Context): Decision {
  const { rule, notify, tags, now } = context;
  const local = { timezone: rule.timezone, now };
  const hold = readHold(tags, local);
  if (act.action === 'stop' && hold.state === 'held' && hold.keeps === 'stopped') return act;
  if (policy.mode === 'observe' || isObserved(policy, act)) {
    return {
      ...act,
      detail: `${act.detail}; a warning would be sent ${formatDuration(notify.beforeMs)} before`,
    };
  }
  const warnedAt = warningOf(act.action, context);
  if (warnedAt !== undefined) {
    const sent = `a warning was sent ${formatWhenIn(warnedAt, local)}`;
    const notBefore = warnedAt + notify.beforeMs;
    // Those that have waited for their time go before those that are only due.
    if (now >= notBefore) return { ...act, turn: -1, detail: `${act.detail}; ${sent}` };
    const detail = `${sent}, so this is done ${formatWhenIn(notBefore, local)} at the earliest: ${act.detail}`;
    return skipInstead(act, { reason: 'warned', detail });
  }
  if (!hasRoomFor(WARNED_TAG, tags)) {
    const detail = `its tags leave no room for ${WARNED_TAG}, without which it is not known whether a warning was sent: remove a tag`;
    return skipInstead(act, { reason: 'not-warned', detail });
  }
  return { ...act, warning: { notBefore: now + notify.beforeMs, timezone: rule.timezone } };
}

/** When the warning was sent that still counts; undefined when there is none. */
function warningOf(
  action: Action,
  { notify: { beforeMs }, tags, createdAt, now }: Context,
): EpochMs | undefined {
  const [, of, time = ''] = WARNED.exec(tags[WARNED_TAG] ?? '') ?? [];
  const at = Date.parse(time);
  if (of !== action || !(at >= createdAt && at <= now + MINUTE_MS) || now - at > beforeMs + WARNING_LASTS_MS)
    return undefined;
  // The cluster was stopped or started since, so that the warning was of something else.
  const last = action === 'stop' ? readLastAction({ tags }) : undefined;
  return last !== undefined && last.answer === undefined && last.at > at ? undefined : at;
}

/** An act that is no longer due ends its warning: when it is due again, it needs another one. */
function withoutWarning(policy: Policy, skip: Skip, context: Context): Decision {
  const isDueNoMore = ['settled', 'refusal'].includes(reasonRow(skip.reason).kind);
  const isSent = warningOf(skip.action, context) !== undefined;
  return isDueNoMore && isSent && policy.mode === 'enforce' && !isObserved(policy, skip)
    ? { ...skip, endsWarning: true }
    : skip;
}

/** Replaces each change that is due and was not warned of by its warning. */
export function sendWarnings(decisions: readonly Decision[], now: EpochMs): readonly Decision[] {
  return decisions.map((decision) => {
    if (decision.verdict === 'skip' || decision.warning === undefined) return decision;
    const { warning } = decision;
    return {
      ...skipInstead(decision, { reason: 'to-warn', detail: warningDetail(decision, warning, now) }),
      warning,
    };
  });
}

function warningDetail(act: Act, warning: Warning, now: EpochMs): string {
  const when = formatWhenIn(warning.notBefore, { timezone: warning.timezone, now });
  const { value, command } = exampleHold(act, warning);
  return act.snapshot === undefined
    ? `it is stopped ${when} at the earliest: ${act.detail}; to keep it up: ${command}`
    : `it is deleted ${when} at the earliest: ${act.detail}; to keep it, tag it ${HOLD_TAG}=${value}`;
}

/** A hold of about a day, for want of a better time: the value of `dormouse:hold`, and for a cluster the command that writes it. */
export function exampleHold(
  { snapshot, resourceArn }: Pick<Decision, 'snapshot' | 'resourceArn'>,
  { notBefore }: Warning,
): { readonly value: string; readonly command: string } {
  const until = new Date(notBefore + DAY_MS).toISOString().slice(0, 10);
  return {
    value: holdValue(snapshot === undefined ? 'up' : undefined, until),
    command: `dormouse hold ${resourceArn} until ${until} --keep up`,
  };
}

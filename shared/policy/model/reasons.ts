import { capacityReasons, streamReasons } from './change-reasons.ts';
import { powerReasons } from './power-reasons.ts';
import type { ReasonRow } from './reason-row.ts';
import { recoveryReasons } from './recovery-reasons.ts';
import { snapshotReasons } from './snapshot-reasons.ts';

/** The reasons that decisions about every aspect may have. */
const commonReasons = {
  'no-rule': {
    kind: 'settled',
    rulesOut: 'cluster',
    text: 'no rule that matches has this aspect: power, snapshots, activityStream, capacity or recovery',
  },
  protected: { kind: 'settled', rulesOut: 'action', text: 'an entry under protect covers it' },
  held: { kind: 'settled', rulesOut: 'cluster', text: 'its tag dormouse:hold has not expired' },
  'held-stopped': { kind: 'settled', text: 'its tag dormouse:hold keeps it stopped' },
  'held-up': { kind: 'settled', text: 'its tag dormouse:hold keeps it up' },
  'by-hand': { kind: 'act', text: 'somebody asked for it by dormouse start or dormouse stop' },
  'held-running': {
    kind: 'refusal',
    text: 'its tag dormouse:hold forbids changes, and it runs again after the seven days for which AWS keeps a cluster stopped; write stopped until or up until',
  },
  'backup-held': {
    kind: 'refusal',
    text: 'its tag dormouse:hold keeps a backup from being made that is due; write up until or stopped until to hold its power alone',
  },
  'hold-unreadable': {
    kind: 'refusal',
    rulesOut: 'cluster',
    text: 'its tag dormouse:hold cannot be read and counts as a hold; fix or remove the tag',
  },
  ineligible: { kind: 'refusal', rulesOut: 'cluster', text: 'AWS does not allow this action on it' },
  'in-transition': {
    kind: 'passing',
    everyday: true,
    text: 'its status does not allow a change now; a later sweep decides again',
  },
  undecided: { kind: 'refusal', text: 'an unexpected error kept it from being decided; the run fails' },
} as const satisfies Readonly<Record<string, ReasonRow>>;

/** The reasons for which a change that is due is not made now. */
const limitReasons = {
  'limit-cap': { kind: 'passing', text: 'the cap under limits is reached; it follows in a later sweep' },
  'limit-breaker': {
    kind: 'passing',
    text: 'more changes are due than the breaker under limits allows, so none are made; after an event that shows too little to tell, the next sweep decides',
  },
  'to-warn': {
    kind: 'passing',
    waits: true,
    text: 'it is due, and the rule wants a warning sent before, which is sent now',
  },
  warned: {
    kind: 'passing',
    waits: true,
    text: 'a warning of it was sent, and the time that notify leaves is not over',
  },
  'not-warned': {
    kind: 'refusal',
    text: 'the rule wants a warning sent before, and its tags leave no room to note one',
  },
  'change-calendar-closed': {
    kind: 'passing',
    text: 'its change calendar is CLOSED; the change follows once it is OPEN, if it is still due',
  },
  'change-calendar-unknown': {
    kind: 'refusal',
    text: 'the state of its change calendar cannot be read and counts as CLOSED; check its name, and that the function may read it',
  },
  paused: {
    kind: 'passing',
    waits: true,
    text: 'it is paused, by dormouse pause or by enabled: false in the policy or in its rule',
  },
  'policy-outdated': {
    kind: 'passing',
    waits: true,
    text: 'the newest policy cannot be used, so the last good one decides, and nothing is done that takes something away',
  },
  'pauses-unknown': {
    kind: 'passing',
    waits: true,
    text: 'whether somebody has paused it cannot be read, so nothing is done that takes something away',
  },
  'out-of-time': { kind: 'passing', text: 'the function ran out of time; the next sweep continues' },
} as const satisfies Readonly<Record<string, ReasonRow>>;

/** Every reason that a decision can have. Reasons explain decisions and steer none. */
export const reasons = {
  ...commonReasons,
  ...powerReasons,
  ...snapshotReasons,
  ...streamReasons,
  ...capacityReasons,
  ...recoveryReasons,
  ...limitReasons,
} as const satisfies Readonly<Record<string, ReasonRow>>;

export type Reason = keyof typeof reasons;

/** The facts about a reason. */
export function reasonRow(reason: Reason): ReasonRow {
  return reasons[reason];
}

/** Whether a target that is skipped for this reason stays so until somebody changes something. */
export function isRefusal(reason: Reason): boolean {
  return reasonRow(reason).kind === 'refusal';
}

/**
 * How it goes on with a target that is skipped for a reason.
 * - `act`: not at all; the reason is always one to act.
 * - `settled`: it is as its rule, or somebody, wants it.
 * - `passing`: it passes by itself, so a later sweep may well act.
 * - `refusal`: it lasts until somebody changes something.
 * - `unread`: nothing was decided, because facts were not read.
 */
export type ReasonKind = 'act' | 'settled' | 'passing' | 'refusal' | 'unread';

/** Everything that is the same for every decision with a reason. */
export interface ReasonRow {
  readonly kind: ReasonKind;
  /** Its meaning, one sentence without a subject of its own: it follows the name of the target. */
  readonly text: string;
  /** The actions that it rules out whatever the rule says: this one, or every action on the cluster. */
  readonly rulesOut?: 'action' | 'cluster';
  /** Every cluster has it on most days, so it says nothing about this one. */
  readonly everyday?: true;
  /** People may ask what the change waits for. */
  readonly waits?: true;
}

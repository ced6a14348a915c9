/** What should happen to a target, and why. What did happen is an `Outcome`, a type of its own. */
import type { Action, Aspect, EpochMs } from './model.ts';
import type { Reason } from './reasons.ts';

/** A complete, serialisable order: everything `act` needs, nothing of why. */
export interface Command {
  readonly kind: 'stop-cluster' | 'start-cluster';
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly arn: string;
  /** Written on the cluster before the call. Empty: no tag. */
  readonly tags: Readonly<Record<string, string>>;
}

interface Base {
  /** ARN of the target. */
  readonly target: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  readonly aspect: Aspect;
  readonly action: Action;
  /** The rule that decides; absent when none matches. */
  readonly rule?: string;
  readonly reason: Reason;
  /** One sentence for people. Never read by code. */
  readonly detail: string;
}

export type Act = Base & {
  readonly verdict: 'act';
  readonly command: Command;
  /** When Dormouse last stopped or started it, as its tag tells: under a cap, whoever waits longest goes first. */
  readonly lastActionAt?: EpochMs;
};
export type Leave = Base & { readonly verdict: 'leave' };
export type Decision = Act | Leave;

/** The change that should be made to a target, and why. The change that was made is an `Outcome`, a type of its own. */

import { defined } from '../../defined.ts';
import type { EpochMs } from '../time/units.ts';
import { type Action, type ActionOf, type Aspect, type AspectOf, commandRow } from './actions.ts';
import type { Cluster } from './cluster.ts';
import type { Command } from './command.ts';
import type { Reason } from './reasons.ts';

/** The target of a decision, and the reason for it. */
export interface Base {
  /** ARN of the target: the cluster, or the snapshot. */
  readonly resourceArn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  /** DbClusterResourceId of the cluster; absent where AWS does not say it. */
  readonly resourceId?: string;
  /** The snapshot that it is about, when it is about one. */
  readonly snapshot?: string;
  /** The rule that decides; absent when none matches. */
  readonly rule?: string;
  readonly reason: Reason;
  /** One sentence for people. Never read by code. */
  readonly detail: string;
  /** When the change restarts the cluster: now for an act, later for a change that waits. Absent: it does not. */
  readonly restartsAt?: EpochMs;
}

/** An action together with an aspect under which it is decided. */
export type About<A extends Action = Action> = A extends Action
  ? { readonly action: A; readonly aspect: AspectOf<A> }
  : never;

/** A warning of a change, to people who may want to prevent it. */
export interface Warning {
  /** The change is made at this time at the earliest. */
  readonly notBefore: EpochMs;
  /** The time zone of the rule. */
  readonly timezone: string;
}

interface ActBase<C extends Command> extends Base {
  readonly verdict: 'act';
  readonly action: Action;
  readonly aspect: Aspect;
  readonly command: C;
  /**
   * Since when it waits: when Dormouse last stopped or started the cluster or took a snapshot of it; of a snapshot, its
   * time. Under a cap, whoever waits longest goes first.
   */
  readonly lastActionAt?: EpochMs;
  /** Its place in the order of the sweep, which goes before who waits longest. Absent: before all that have one. */
  readonly turn?: number;
  /** When AWS refused the same of the target, which has not changed since: a further refusal is a failure. */
  readonly refusedAt?: EpochMs;
  /** It rests on metrics of the last minutes, which may be other ones soon. Absent: only a stop does. */
  readonly dependsOnUse?: true;
  /** Whether it makes the cluster more available, where its command alone does not say so. */
  readonly protective?: true;
  /** The warning that has to be sent before it. Absent: none, or it was sent in time. */
  readonly warning?: Warning;
  /** The act that is still carried out when this one may not be. Absent: none. */
  readonly fallback?: Act<C>;
}

type CarriedOutBy<C extends Command> = C extends Command
  ? About<ActionOf<C['kind']>> & { readonly command: C }
  : never;

/**
 * A decision to carry out a command of the kind `C`. Its action and aspect are those of the command: anything else does
 * not compile.
 */
export type Act<C extends Command = Command> = ActBase<C> & CarriedOutBy<C>;

/** A decision to skip the target: nothing is done to it. */
export type Skip<C extends Command = Command> = Base &
  About & {
    readonly verdict: 'skip';
    /** The command that remembers the finding for the next sweep and changes nothing else. Absent: nothing is remembered. */
    readonly note?: C;
    /** The warning to send now. Absent: none. */
    readonly warning?: Warning;
    /** A warning of the change was sent, which is due no more: it counts no longer. */
    readonly endsWarning?: true;
    /** The unexpected error that kept it from being decided. Absent: there was none. */
    readonly error?: { readonly name: string; readonly message: string };
  };

/** A recipe decides on commands of the kind `C`, and can carry out no others. */
export type Decision<C extends Command = Command> = Act<C> | Skip<C>;

/** The beginning of every decision about a cluster. */
export function aboutCluster<A extends Aspect>({ arn, account, region, id, resourceId }: Cluster, aspect: A) {
  return { resourceArn: arn, account, region, cluster: id, ...defined({ resourceId }), aspect } as const;
}

/** A decision before it is known what to do. */
export type Undecided = Omit<Base, 'reason' | 'detail'>;

/** The act that carries out a command. Its action is the command's. */
export function toAct<C extends Command>(
  base: Base & { readonly aspect: AspectOf<ActionOf<C['kind']>> },
  command: C,
  lastActionAt?: EpochMs,
): Act<C> {
  const { action } = commandRow(command.kind);
  const waits = lastActionAt === undefined ? {} : { lastActionAt };
  // The compiler does not follow a kind of command to its row, which the type of `aspect` has done.
  return { ...base, action, verdict: 'act', command, ...waits } as unknown as Act<C>;
}

/** The decision that replaces an act that may not be carried out: its fallback, or to skip the target. */
export function insteadOf(act: Act, why: Pick<Base, 'reason' | 'detail'>): Decision {
  const { fallback } = act;
  return fallback === undefined ? skipInstead(act, why) : asFallback(fallback, why);
}

/** A fallback as the decision; its detail ends with the reason why the act itself is not carried out. */
export function asFallback<A extends Act>(
  fallback: A,
  { reason, detail }: Pick<Base, 'reason' | 'detail'>,
): A {
  return { ...fallback, detail: `${fallback.detail}; ${reason}: ${detail}` };
}

/** The same decision without its act. One that skips its target already stays as it is. */
export function skipInstead<C extends Command>(
  decision: Decision<C>,
  why: Partial<Pick<Base, 'reason' | 'detail'>> = {},
): Skip<C> {
  if (decision.verdict === 'skip') return decision;
  const {
    command: _command,
    lastActionAt: _lastActionAt,
    turn: _turn,
    fallback: _fallback,
    warning: _warning,
    refusedAt: _refusedAt,
    dependsOnUse: _dependsOnUse,
    protective: _protective,
    ...rest
  } = decision;
  return { ...rest, verdict: 'skip', ...why };
}

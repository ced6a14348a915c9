import type { EpochMs } from '../time/units.ts';

/**
 * A wish that Dormouse changes nothing for a while, by a function, in an account or by a rule: where it names several, all of
 * them have to fit, and where it names none, it is about everything.
 */
export interface Pause {
  /** The name of a function, `stop-idle-clusters`. */
  readonly function?: string;
  readonly account?: string;
  /** The name of a rule. */
  readonly rule?: string;
  /** Absent: until somebody resumes it. */
  readonly until?: EpochMs;
  readonly since: EpochMs;
  /** Who asked for it: the user, or the session of a role. */
  readonly by: string;
  readonly because: string;
}

/** Whether a pause has not ended. */
export function isActive({ until = Number.POSITIVE_INFINITY }: Pick<Pause, 'until'>, now: EpochMs): boolean {
  return until > now;
}

/** The pauses of a deployment, or why they are not known. */
export type Pauses =
  | { readonly state: 'known'; readonly pauses: readonly Pause[] }
  | { readonly state: 'unknown'; readonly why: string };

/** The reasons besides its rules that keep a run from making changes. */
export interface Restraints {
  readonly pauses: Pauses;
  /** Why a newer policy than the one that decides can't be used. Absent: there is none. */
  readonly outdated?: string;
}

export const unrestrained: Restraints = { pauses: { state: 'known', pauses: [] } };

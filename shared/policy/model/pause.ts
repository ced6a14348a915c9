import type { EpochMs } from '../time/units.ts';

/** A wish that Dormouse changes nothing for a while. What it names has to be so all at once; what names nothing is everything. */
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

/** The pauses of a deployment, or why they are not known. */
export type Pauses =
  | { readonly state: 'known'; readonly pauses: readonly Pause[] }
  | { readonly state: 'unknown'; readonly why: string };

/** What keeps a run from making changes, besides its rules. */
export interface Restraints {
  readonly pauses: Pauses;
  /** Why a newer policy can't be used than the one that decides. Absent: there is none. */
  readonly outdated?: string;
}

export const unrestrained: Restraints = { pauses: { state: 'known', pauses: [] } };

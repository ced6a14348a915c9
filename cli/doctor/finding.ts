import { explained } from '../errors/explain-error.ts';

/** The checks in the order in which they run and are shown. */
export const checks = [
  'credentials',
  'permissions',
  'targets',
  'keys',
  'quotas',
  'deployment',
  'policy',
  'pauses',
  'events',
  'schedules',
  'dead letters',
] as const;

export type Check = (typeof checks)[number];

/**
 * The result of a check. `unknown`: it could not be checked, mostly because the caller may not look.
 * `warning`: it works, and may not for long, or not as meant.
 */
export interface Finding {
  readonly check: Check;
  readonly state: 'ok' | 'warning' | 'problem' | 'unknown';
  /** One sentence about one thing. */
  readonly detail: string;
  /** An imperative sentence. */
  readonly remedy?: string;
  /** The account, and the Region, that it is about; absent: the home, or all of them. */
  readonly account?: string;
  readonly region?: string;
}

/** Makes findings of one check. */
export function about(check: Check) {
  return {
    ok: (detail: string): Finding => ({ check, state: 'ok', detail }),
    warning: (detail: string, remedy: string): Finding => ({ check, state: 'warning', detail, remedy }),
    problem: (detail: string, remedy: string): Finding => ({ check, state: 'problem', detail, remedy }),
    unknown: (detail: string, remedy: string): Finding => ({ check, state: 'unknown', detail, remedy }),
  };
}

/** The cause of an error and a remedy: its own, if it has one, else `remedy`. */
export function because(
  error: unknown,
  remedy: string,
  where = '',
): readonly [detail: string, remedy: string] {
  const known = explained(error);
  return [`${where}${known.problem}`, known.remedy ?? remedy];
}

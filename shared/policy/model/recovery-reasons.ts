import type { ReasonRow } from './reason-row.ts';

/** The reasons of decisions about restore drills. */
export const recoveryReasons = {} as const satisfies Readonly<Record<string, ReasonRow>>;

/*
 * Cycles that are known and not mended yet. Each list only ever gets shorter: a test fails for an entry that is no
 * longer needed, and for an import that is missing here.
 */

/** Between folders: imports against their order. */
export const againstTheOrder: readonly string[] = [];

/** Between files: imports that close a cycle. */
export const closingCycles: readonly string[] = [];

/** Between two aspects: imports that have to go. */
export const unmendedCrossings: readonly string[] = [];

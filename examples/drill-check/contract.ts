/** The question of Dormouse to a function that checks a restored cluster: docs/recovery.md. */
export interface Question {
  readonly version: 1;
  readonly drill: string;
  readonly cluster: {
    readonly id: string;
    /** The endpoint of the writer. */
    readonly endpoint: string;
    readonly port: number;
    /** The secret with the master password, where RDS manages one for the restored cluster. */
    readonly secretArn?: string;
  };
  /** The value of the last drill of the same source. */
  readonly before?: number | string;
}

/** The answer of the function. Anything but an answer in this form, an error, or no answer in time is a failed check. */
export interface Answer {
  readonly version: 1;
  readonly ok: boolean;
  readonly detail: string;
  readonly value?: number;
  /** The time of the newest record, ISO 8601: from it, the drill measures how much would have been lost. */
  readonly newest?: string;
}

/** The count in the restored data and the time of the newest record, neither of them checked yet. */
export interface Found {
  readonly value: unknown;
  readonly newest?: unknown;
}

interface Limits {
  /** The least value that passes. */
  readonly atLeast: number;
  /** How many percent lower than when the check last passed the value may be. */
  readonly shrinkAtMostPercent: number;
}

/** Limits from `AT_LEAST` and `SHRINK_AT_MOST_PERCENT`: by default at least one, and no less than 90 % of the last drill. */
export function limitsFrom(environment: Readonly<Record<string, string | undefined>>): Limits {
  return {
    atLeast: Number(environment.AT_LEAST ?? 1),
    shrinkAtMostPercent: Number(environment.SHRINK_AT_MOST_PERCENT ?? 10),
  };
}

/** Answers for what `read` finds. Only what is known to be right is `ok`; an error is an answer as well. */
export async function answer(
  { version, before }: Question,
  limits: Limits,
  read: () => Promise<Found>,
): Promise<Answer> {
  // A later version may ask for more than this function checks.
  if (version !== 1) return no(`version ${String(version)} of the question is not known`);
  try {
    return judge(await read(), before, limits);
  } catch (error) {
    return no(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

function judge({ value, newest }: Found, before: Question['before'], limits: Limits): Answer {
  if (typeof value !== 'number' || !Number.isFinite(value))
    return no(`the value is no number: ${String(value)}`);
  const at = newest === undefined || newest === null ? undefined : new Date(newest as string | number | Date);
  if (at !== undefined && Number.isNaN(at.getTime())) return no(`the newest is no time: ${String(newest)}`);
  const measured = { value, ...(at !== undefined && { newest: at.toISOString() }) };
  const least = Math.max(limits.atLeast, leastAfter(before, limits));
  // Not "less than": a limit that is no number must refuse.
  return value >= least
    ? { version: 1, ok: true, detail: `${value} is at least ${least}`, ...measured }
    : { version: 1, ok: false, detail: `${value} is not at least ${least}`, ...measured };
}

function leastAfter(before: Question['before'], { shrinkAtMostPercent }: Limits): number {
  return typeof before === 'number' ? before * (1 - shrinkAtMostPercent / 100) : Number.NEGATIVE_INFINITY;
}

function no(detail: string): Answer {
  return { version: 1, ok: false, detail };
}

/** The times at which a change calendar is CLOSED: from and until when, epoch milliseconds. */
export type ClosedTimes = readonly (readonly [from: number, to: number])[];

/** Whether a change calendar is CLOSED at an instant (ms), and its next edge; infinite when there is none. */
export function calendarAt(
  closed: ClosedTimes,
  at: number,
): { readonly isClosed: boolean; readonly next: number } {
  return {
    isClosed: closed.some(([from, to]) => from <= at && at < to),
    next: Math.min(...closed.flat().filter((edge) => edge > at)),
  };
}

/** The name in the ARN of a change calendar; a name as it is. */
export function calendarName(nameOrArn: string): string {
  return nameOrArn.replace(/^arn:.*:document\//, '');
}

/** AWS answered, but not with what its API promises. No decisions can be made about the account and Region until that changes. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** The value, or an error that names what AWS left out and of what. */
export function required<T>(value: T | undefined, field: string, of: string): T {
  if (value === undefined || value === '') {
    throw new UnexpectedAnswer(`AWS described ${of} without ${field}: nothing safe can be decided about it`);
  }
  return value;
}

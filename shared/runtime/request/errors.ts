/** A failure that its message explains in full: Lambda logs it without a stack trace. */
abstract class PlainError extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
    this.stack = `${name}: ${message}`;
  }
}

/** The environment variables of the function are wrong: all that is wrong with them. */
export class ConfigError extends PlainError {
  constructor(problems: readonly string[]) {
    super('ConfigError', problems.join('\n'));
  }
}

/** The payload can't be read: every problem with its remedy. Nothing has been done. */
export class PayloadError extends PlainError {
  constructor(problems: readonly string[]) {
    super('PayloadError', problems.join('\n'));
  }
}

/** The policy file can't be used: every problem with its line and column. Nothing has been done. */
export class PolicyError extends PlainError {
  constructor(message: string, options?: ErrorOptions) {
    super('PolicyError', message, options);
  }
}

/** Everything was tried, and something of it failed: the message names what. */
export class SweepFailed extends PlainError {
  constructor(message: string) {
    super('SweepFailed', message);
  }
}

/** The accounts of an organization could not be listed, and what should be looked at may be among them. */
export class AccountsUnlisted extends PlainError {
  constructor(message: string) {
    super('AccountsUnlisted', message);
  }
}

/** The function's time ran out before the sweep could end by itself. */
export class OutOfTime extends PlainError {
  constructor() {
    super('OutOfTime', 'the function ran out of time: raise its timeout, or name fewer targets');
  }
}

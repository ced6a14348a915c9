/** Something that the caller can put right: what is wrong, and what to do about it. */
export class CliError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliError';
    this.remedy = remedy;
  }
}

/** An error that the caller can put right: its cause and the remedy. */
export class CliError extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CliError';
    this.remedy = remedy;
  }
}

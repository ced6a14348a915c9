/** A Lambda function that can be invoked. */
export interface FunctionOptions {
  /** ARN without a qualifier. */
  readonly arn: string;
  /**
   * Its answer to an event, given at once: the simulator does not wait. An error that it throws is one of the function.
   */
  answer(event: unknown): unknown;
  /** Accounts besides its own that may invoke it. */
  readonly invokers?: readonly string[];
}

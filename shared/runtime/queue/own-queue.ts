/** A function's own queue, for work that can't be finished now. */
export interface OwnQueue {
  /** Puts messages on it, to be received after `delaySeconds`. */
  send(bodies: readonly string[], delaySeconds?: number): Promise<void>;
  /** Lets a message that was received come back after `seconds`. */
  delay(receiptHandle: string, seconds: number): Promise<void>;
  /** Puts a message on the dead-letter queue, where an alarm watches. */
  deadLetter(body: string): Promise<void>;
  /** How many messages could be received now, approximately. */
  waiting(): Promise<number>;
}

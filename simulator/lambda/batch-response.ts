/**
 * The ids of the messages that a function says it failed at; undefined when its answer fails the whole batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function failedIds(answer: unknown, batch: ReadonlySet<string>): ReadonlySet<string> | undefined {
  if (answer === undefined || answer === null) return new Set();
  if (typeof answer !== 'object' || Array.isArray(answer)) return undefined;
  const failures: unknown = Reflect.get(answer, 'batchItemFailures');
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return undefined;
  const ids = failures.map((failure) => Object(failure).itemIdentifier);
  return ids.every((id) => batch.has(id)) ? new Set(ids) : undefined;
}

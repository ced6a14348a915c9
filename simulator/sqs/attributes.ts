import { z } from 'zod';
import { invalidAttribute, unknownAttribute } from './errors.ts';

function whole(min: number, max: number, preset: number) {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.int().min(min).max(max)).default(preset);
}

const redrive = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1_000),
});

/** The attributes of a standard queue, with the limits and defaults of SQS. Those without effect here are just kept. */
const schema = z.strictObject({
  VisibilityTimeout: whole(0, 43_200, 30),
  DelaySeconds: whole(0, 900, 0),
  MessageRetentionPeriod: whole(60, 1_209_600, 345_600),
  MaximumMessageSize: whole(1_024, 1_048_576, 1_048_576),
  ReceiveMessageWaitTimeSeconds: whole(0, 20, 0),
  RedrivePolicy: z
    .string()
    .transform((text, context) => {
      const result = redrive.safeParse(fromJson(text));
      if (result.success) return result.data;
      context.addIssue('expected deadLetterTargetArn and maxReceiveCount');
      return z.NEVER;
    })
    .optional(),
  RedriveAllowPolicy: z.string().optional(),
  Policy: z.string().optional(),
  SqsManagedSseEnabled: z.enum(['true', 'false']).default('true'),
  KmsMasterKeyId: z.string().optional(),
  KmsDataKeyReusePeriodSeconds: z.string().optional(),
});

/** The attributes of a queue, in seconds as SQS has them. */
export type QueueAttributes = z.infer<typeof schema>;

/**
 * Reads the attributes of a queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 * @throws ServiceError `InvalidAttributeName` or `InvalidAttributeValue`; there are no FIFO queues here.
 */
export function readAttributes(given: unknown = {}): QueueAttributes {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === 'unrecognized_keys') throw unknownAttribute(issue.keys[0] ?? '');
  throw invalidAttribute(String(issue?.path[0]));
}

/** The other way round. */
export function writeAttributes(attributes: QueueAttributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  );
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

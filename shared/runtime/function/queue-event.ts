import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ConfigError } from '../request/errors.ts';
import { type RunnerDeps, runAndReport } from './runner.ts';

/** Whether a function was invoked with messages of its queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export function isQueueEvent(event: unknown): event is SQSEvent {
  return (
    typeof event === 'object' &&
    event !== null &&
    'Records' in event &&
    Array.isArray(event.Records) &&
    event.Records.length > 0 &&
    event.Records.every((record) => record?.eventSource === 'aws:sqs')
  );
}

/** Handles messages of the queue one by one. Their code is loaded only now, because a sweep does not need it. */
export async function handleQueueEvent(event: SQSEvent, deps: RunnerDeps): Promise<SQSBatchResponse> {
  const { policy, reach, log, report } = deps;
  const { queue, home } = reach;
  if (queue === undefined) {
    throw new ConfigError(['DORMOUSE_QUEUE (not set): must be the URL of the queue of these messages']);
  }
  const [{ handleBatch }, { createNotifier }] = await Promise.all([
    import('../queue/batch.ts'),
    import('../queue/notify.ts'),
  ]);
  return handleBatch(event, {
    ...createNotifier({ ...report, mode: policy.mode, home, log }),
    run: (request, purpose) => runAndReport(deps, request, purpose),
    delay: queue.delay,
    send: queue.send,
    deadLetter: queue.deadLetter,
    outOfTime: () => deps.signal.aborted,
    concurrency: deps.config.concurrency,
    log,
  });
}

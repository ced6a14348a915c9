import { defined } from '../shared/defined.ts';
import { evidenceBucketName } from './evidence.ts';
import { deployed, type StackFunction } from './functions.ts';
import { attribute, reference } from './resource.ts';
import type { Settings } from './settings.ts';
import { validatorLambda } from './validator.ts';

/** The functions as Serverless wants them, by key: the code, its role, its schedule and its queue. */
export function lambdas(settings: Settings): Readonly<Record<string, object>> {
  return {
    ...Object.fromEntries(deployed(settings).map((fn) => [fn.key, lambda(settings, fn)])),
    ...validatorLambda(settings),
  };
}

/** One function. */
export function lambda(settings: Settings, fn: StackFunction) {
  return {
    handler: `functions/${fn.name}.handler`,
    description: fn.description,
    role: `${fn.id}Role`,
    environment: {
      DORMOUSE_QUEUE: reference(`${fn.id}Queue`),
      DORMOUSE_DEAD_LETTERS: reference(`${fn.id}DeadLetters`),
      ...(fn.needs === 'drills' &&
        settings.drills && { DORMOUSE_EVIDENCE_BUCKET: evidenceBucketName(settings.drills) }),
    },
    ...defined({ reservedConcurrency: settings.reservedConcurrency }),
    // Lambda does not retry a sweep that failed: the next one looks at everything again.
    maximumRetryAttempts: 0,
    maximumEventAge: 60,
    events: [{ schedule: schedule(settings, fn) }, { sqs: messages(settings, fn) }],
  };
}

function schedule({ enabled, rates }: Settings, { name, rate }: StackFunction): object {
  return {
    enabled,
    method: 'scheduler',
    rate: [rates[rate]],
    roleArn: attribute('SchedulerRole'),
    input: {},
    description: `Runs ${name} for all targets`,
  };
}

function messages(
  { enabled, batchWindowSeconds, queueConcurrency }: Settings,
  { id }: StackFunction,
): object {
  return {
    enabled,
    arn: attribute(`${id}Queue`),
    batchSize: 10,
    maximumBatchingWindow: batchWindowSeconds,
    maximumConcurrency: queueConcurrency,
    functionResponseType: 'ReportBatchItemFailures',
  };
}

import { type PolicySource, parseSource, SOURCE_FORMS } from '../../policy/file/source.ts';
import { ConfigError } from '../request/errors.ts';

/** URLs of the function's own queue and of the queue for messages that are given up. */
export interface QueueUrls {
  readonly own: string;
  readonly deadLetters: string;
}

/** The configuration in the environment of a function. */
export interface Config {
  /** The function's own Region: where the policy and the event bus are, and the default target. */
  readonly region: string;
  /** The folder that a policy file's path starts from. */
  readonly taskRoot: string;
  readonly policy: PolicySource;
  /** As written in DORMOUSE_POLICY. */
  readonly policyText: string;
  /** The name of the deployment, its stage if it has no other: it leaves alone the snapshots that another one made. */
  readonly deployment: string;
  /** The path of the role of the function, which its session does not show. */
  readonly rolePath: string;
  /** Name of the bus for outcome events. Absent: no events. */
  readonly eventBus?: string;
  /** Name of the bucket for the evidence of restore drills. Absent: no drill begins. */
  readonly evidenceBucket?: string;
  /** The function's own queues. Absent: nothing is put off, and every sweep is done at once. */
  readonly queues?: QueueUrls;
  /** Accounts and Regions handled at the same time. */
  readonly concurrency: number;
}

/** The values of variables that are not set. */
const defaults = {
  AWS_REGION: '',
  LAMBDA_TASK_ROOT: '.',
  DORMOUSE_POLICY: 'file:policy.yml',
  DORMOUSE_DEPLOYMENT: 'prod',
  DORMOUSE_ROLE_PATH: '/',
  DORMOUSE_EVENT_BUS: '',
  DORMOUSE_EVIDENCE_BUCKET: '',
  DORMOUSE_QUEUE: '',
  DORMOUSE_DEAD_LETTERS: '',
  DORMOUSE_CONCURRENCY: '4',
} as const;

/**
 * Reads the environment. An empty variable counts as absent. POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL are
 * read by Powertools itself.
 *
 * @throws ConfigError with all problems at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const read = (name: keyof typeof defaults): string => env[name] || defaults[name];
  const region = read('AWS_REGION');
  const policyText = read('DORMOUSE_POLICY');
  const policy = parseSource(policyText);
  const eventBus = read('DORMOUSE_EVENT_BUS');
  const evidenceBucket = read('DORMOUSE_EVIDENCE_BUCKET');
  const deployment = read('DORMOUSE_DEPLOYMENT');
  const concurrency = Number(read('DORMOUSE_CONCURRENCY'));

  const problems: string[] = [];
  const refuse = (name: keyof typeof defaults, message: string) =>
    problems.push(`${name} (${JSON.stringify(env[name]) ?? 'not set'}): ${message}`);
  if (region === '') refuse('AWS_REGION', 'must be the Region to work in, eu-central-1');
  if (policy === undefined) refuse('DORMOUSE_POLICY', `must be ${SOURCE_FORMS}`);
  if (!/^[A-Za-z0-9._-]{1,63}$/.test(deployment)) {
    refuse(
      'DORMOUSE_DEPLOYMENT',
      'must be 1 to 63 letters, digits, dots, hyphens and underscores, as the stage',
    );
  }
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 50) {
    refuse('DORMOUSE_CONCURRENCY', 'must be a whole number from 1 to 50');
  }
  const queue = read('DORMOUSE_QUEUE');
  const deadLetters = read('DORMOUSE_DEAD_LETTERS');
  if (queue !== '' && deadLetters === '') {
    refuse(
      'DORMOUSE_DEAD_LETTERS',
      'must be the URL of the dead-letter queue, because DORMOUSE_QUEUE is set',
    );
  }
  if (queue === '' && deadLetters !== '') {
    refuse('DORMOUSE_QUEUE', 'must be the URL of the queue, because DORMOUSE_DEAD_LETTERS is set');
  }
  if (policy === undefined || problems.length > 0) throw new ConfigError(problems);

  return {
    region,
    taskRoot: read('LAMBDA_TASK_ROOT'),
    policy,
    policyText,
    deployment,
    rolePath: read('DORMOUSE_ROLE_PATH'),
    concurrency,
    ...(eventBus !== '' && { eventBus }),
    ...(evidenceBucket !== '' && { evidenceBucket }),
    ...(queue !== '' && { queues: { own: queue, deadLetters } }),
  };
}

import * as z from 'zod';
import { ConfigError } from './errors.ts';

/** Where the policy comes from. */
export type PolicySource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'ssm'; readonly name: string }
  | {
      readonly kind: 'appconfig';
      readonly application: string;
      readonly environment: string;
      readonly profile: string;
    };

/** What the environment of a function says. */
export interface Config {
  /** The function's own Region: where the policy and the event bus are, and the default target. */
  readonly region: string;
  /** The folder that a policy file's path starts from. */
  readonly taskRoot: string;
  readonly policy: PolicySource;
  /** As written in DORMOUSE_POLICY. */
  readonly policyText: string;
  /** Name of the bus for outcome events. Absent: no events. */
  readonly eventBus?: string;
  /** Accounts and Regions handled at the same time. */
  readonly concurrency: number;
}

const region = z.string('is the Region to work in, eu-central-1');
const positive = z.coerce.number().int().min(1).max(50);

const variables = z.object({
  AWS_REGION: region,
  LAMBDA_TASK_ROOT: z.string().default('.'),
  DORMOUSE_POLICY: z.string().default('file:policy.yml'),
  DORMOUSE_EVENT_BUS: z.string().optional(),
  DORMOUSE_CONCURRENCY: positive.default(4),
});

const environment = variables.transform((env, context): Config => {
  const policy = toSource(env.DORMOUSE_POLICY);
  if (policy === undefined) {
    const message = 'must be file:<path>, ssm:/<name> or appconfig:<application>/<environment>/<profile>';
    context.addIssue({ code: 'custom', path: ['DORMOUSE_POLICY'], message });
    return z.NEVER;
  }
  return {
    region: env.AWS_REGION,
    taskRoot: env.LAMBDA_TASK_ROOT,
    policy,
    policyText: env.DORMOUSE_POLICY,
    concurrency: env.DORMOUSE_CONCURRENCY,
    ...(env.DORMOUSE_EVENT_BUS === undefined ? {} : { eventBus: env.DORMOUSE_EVENT_BUS }),
  };
});

/**
 * Reads the environment. An empty variable counts as absent. POWERTOOLS_SERVICE_NAME and POWERTOOLS_LOG_LEVEL are
 * read by Powertools itself.
 *
 * @throws ConfigError with all problems at once.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(present);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return `${name} (${JSON.stringify(env[name]) ?? 'not set'}): ${message}`;
    }),
  );
}

function toSource(text: string): PolicySource | undefined {
  const [, kind, rest = ''] = /^(file|ssm|appconfig):(.+)$/.exec(text) ?? [];
  if (kind === 'file') return { kind, path: rest };
  if (kind === 'ssm') return { kind, name: rest };
  const [application, environment, profile, ...more] = rest.split('/');
  if (!application || !environment || !profile || more.length > 0) return undefined;
  return { kind: 'appconfig', application, environment, profile };
}

import type { PolicySource } from '../../shared/policy/file/source.ts';
import { deploymentName } from '../account-settings.ts';
import { deployed, functions, type StackFunction } from '../functions.ts';
import { lambda } from '../lambdas.ts';
import { reference, substitute } from '../resource.ts';
import type { Settings } from '../settings.ts';
import { VALIDATOR_ID, VALIDATOR_KEY, validatorEnvironment } from '../validator.ts';
import { numberOf, textOf } from './tokens.ts';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly [attribute: string]: unknown;
}

/** The sections of a template that depend on the settings. */
export interface Sections {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The zip of each function below CodePrefix, by the key of the function in the Serverless configuration. */
export type ZipNames = Readonly<Record<string, string>>;

/** The bucket of a deployment by Serverless, which a release does without. */
const OWN = /^ServerlessDeploymentBucket/;

/**
 * The resources and outputs that Serverless has compiled, with other settings than those of the package: the functions, and
 * their schedules, mappings and logs.
 */
export function withSettings(compiled: Sections, settings: Settings, zips: ZipNames): Sections {
  const Resources = Object.entries(compiled.Resources).flatMap(([id, resource]) => {
    const fn = functions.find((each) => id.startsWith(each.id));
    if (OWN.test(id) || (fn && !deployed(settings).includes(fn))) return [];
    if (id.startsWith(VALIDATOR_ID)) return validatorOf(id, resource, settings, zips);
    return [[id, fn ? adapted(resource, settings, fn, zips) : resource]];
  });
  const Outputs = Object.entries(compiled.Outputs).filter(([id]) => !OWN.test(id));
  return { Resources: Object.fromEntries(Resources), Outputs: Object.fromEntries(Outputs) };
}

/** The validator is there only where the policy is in AppConfig. */
function validatorOf(
  id: string,
  resource: TemplateResource,
  settings: Settings,
  zips: ZipNames,
): [string, TemplateResource][] {
  const { policy, traced, kmsKey } = settings;
  if (policy.kind !== 'appconfig') return [];
  const { Type, Properties: before } = resource;
  const Properties =
    Type === 'AWS::Logs::LogGroup'
      ? { ...before, ...logGroupProperties(kmsKey) }
      : {
          ...before,
          Code: codeOf(zips[VALIDATOR_KEY]),
          TracingConfig: { Mode: traced ? 'Active' : 'PassThrough' },
          Environment: { Variables: validatorEnvironment(settings) },
        };
  return [[id, { ...resource, Properties }]];
}

function codeOf(zip: string | undefined): object {
  return { S3Bucket: reference('CodeBucket'), S3Key: substitute(`\${CodePrefix}${zip}`) };
}

function logGroupProperties(kmsKey: string | undefined): Properties {
  return { RetentionInDays: numberOf('LogRetention'), ...(kmsKey !== undefined && { KmsKeyId: kmsKey }) };
}

function adapted(
  resource: TemplateResource,
  settings: Settings,
  fn: StackFunction,
  zips: ZipNames,
): TemplateResource {
  const properties = byType[resource.Type]?.(resource.Properties, settings, fn, zips);
  return { ...resource, Properties: { ...resource.Properties, ...properties } };
}

type Properties = Readonly<Record<string, unknown>>;

/** The properties that depend on settings. */
const byType: Readonly<
  Record<string, (before: Properties, settings: Settings, fn: StackFunction, zips: ZipNames) => Properties>
> = {
  'AWS::Lambda::Function': functionProperties,
  'AWS::Logs::LogGroup': (_, { kmsKey }) => logGroupProperties(kmsKey),
  'AWS::Scheduler::Schedule': (_, { enabled, rates }, { rate }) => ({
    ScheduleExpression: rates[rate],
    State: enabled ? 'ENABLED' : 'DISABLED',
  }),
  'AWS::Lambda::EventSourceMapping': (_, { enabled, queueConcurrency }) => ({
    Enabled: enabled,
    ScalingConfig: { MaximumConcurrency: queueConcurrency },
  }),
};

function functionProperties(
  { Environment, ReservedConcurrentExecutions: _, ...before }: Properties,
  settings: Settings,
  fn: StackFunction,
  zips: ZipNames,
): Properties {
  const { reservedConcurrency, traced, policy, rolePath } = settings;
  const { Variables = {} } = (Environment ?? {}) as { readonly Variables?: Properties };
  return {
    ...before,
    Code: codeOf(zips[fn.key]),
    TracingConfig: { Mode: traced ? 'Active' : 'PassThrough' },
    ReservedConcurrentExecutions: reservedConcurrency,
    Environment: {
      Variables: {
        ...Variables,
        ...lambda(settings, fn).environment,
        DORMOUSE_POLICY: sourceText(policy),
        DORMOUSE_DEPLOYMENT: deploymentName(settings),
        DORMOUSE_ROLE_PATH: rolePath,
        DORMOUSE_CONCURRENCY: textOf('Concurrency'),
        POWERTOOLS_LOG_LEVEL: textOf('LogLevel'),
      },
    },
  };
}

/** The source as text for DORMOUSE_POLICY. */
function sourceText(source: PolicySource): string {
  if (source.kind === 's3') return `s3://${source.bucket}/${source.key}`;
  if (source.kind === 'ssm') return `ssm:${source.name}`;
  if (source.kind === 'appconfig') {
    // The parameter PolicyProfile has all three names in one.
    const names = [source.application, source.environment, source.profile].filter((name) => name !== '');
    return `appconfig:${names.join('/')}`;
  }
  throw new Error('a release has no policy in its zips');
}

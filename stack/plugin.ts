import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import { deploymentName } from './account-settings.ts';
import { allowRecursion, dropNamedRoles, retainLogs, type Template } from './compiled-template.ts';
import { encryptLogs } from './encryption.ts';
import { lambdas } from './lambdas.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { parts } from './parts.ts';
import { deploymentRole, stackPolicy } from './protection.ts';
import { groupSchedules } from './schedules.ts';
import { readSettings, type Settings } from './settings.ts';
import { disable, enable } from './switch.ts';

/** The values that serverless.yml takes for its other properties, by the name after `stack:`. */
const values: Readonly<Record<string, (settings: Settings) => unknown>> = {
  functions: lambdas,
  policyFiles,
  deployment: deploymentName,
  deploymentRole,
  stackPolicy: () => stackPolicy,
  tags: ({ tags }) => tags,
};

/** The policy, if it is packaged, and the file that compile-policy.ts makes from it. */
function policyFiles({ policy }: Settings): string[] {
  return policy.kind === 'file' ? [policy.path, `${policy.path}.compiled.json`] : [];
}

/** The part of a Serverless instance that the plugin uses. */
interface Serverless {
  readonly serviceDir: string;
  /** serverless.yml; absent where Serverless runs without it, as for help. */
  readonly configurationInput?: {
    readonly params?: Readonly<Record<string, Parameters>>;
    readonly provider: { readonly stage: string; readonly timeout?: unknown };
  };
  readonly service: { readonly provider: { readonly compiledCloudFormationTemplate: Template } };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
  extendConfiguration(path: readonly string[], value: unknown): void;
  getProvider(name: 'aws'): { getAwsSdkV3Config(): Promise<LambdaClientConfig> };
}

interface Options {
  readonly stage?: string;
  readonly param?: readonly string[];
}

/**
 * A Serverless plugin: reads the parameters, refuses those that do not exist or can't be used, and has the variables
 * `${stack:…}`, everything that is alike for the functions and that YAML could only repeat. Its commands `disable` and
 * `enable` stop the functions at once and let them run again.
 */
class Stack {
  readonly configurationVariablesSources;
  readonly commands = {
    disable: { usage: 'Let no function of a stage run, at once', lifecycleEvents: ['disable'] },
    enable: { usage: 'Let the functions of a stage run again', lifecycleEvents: ['enable'] },
  };
  readonly hooks: Readonly<Record<string, () => void | Promise<void>>>;

  constructor(serverless: Serverless, options: Options = {}) {
    const settings = prepare(serverless, options);
    this.configurationVariablesSources = {
      stack: {
        resolve: ({ address }: { readonly address: string }) => {
          const make = parts[address] ?? values[address];
          if (make === undefined || settings === undefined)
            throw new Error(`there is no \${stack:${address}}`);
          return { value: make(settings) };
        },
      },
    };
    const switchTo = async (change: typeof disable): Promise<void> => {
      if (settings === undefined) return;
      const config = await serverless.getProvider('aws').getAwsSdkV3Config();
      console.log(await change(settings, config).catch((error) => fail(serverless, error)));
    };
    this.hooks = {
      'disable:disable': () => switchTo(disable),
      'enable:enable': () => switchTo(enable),
      // Before this hook, the resources of serverless.yml are not in the template.
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const { compiledCloudFormationTemplate: template } = serverless.service.provider;
        dropNamedRoles(template);
        allowRecursion(template);
        if (settings !== undefined) encryptLogs(template, settings);
        if (settings?.retain) retainLogs(template);
        groupSchedules(template);
      },
    };
  }
}

/** Reads the parameters, once and before any variable asks for one, so that a mistake is reported once. */
function prepare(serverless: Serverless, { stage: asked, param = [] }: Options): Settings | undefined {
  const { serviceDir, configurationInput: config } = serverless;
  if (config === undefined) return undefined;
  const stage = asked ?? config.provider.stage;
  try {
    const declared = config.params ?? {};
    const parameters = readParameters({ stage, folder: serviceDir, declared, given: param });
    const settings = readSettings(parameters, { stage, timeout: config.provider.timeout });
    serverless.extendConfiguration(['params', stage], parameters);
    const { terminationProtection } = settings;
    if (terminationProtection !== undefined)
      serverless.extendConfiguration(['provider', 'deletionProtection'], terminationProtection);
    return settings;
  } catch (error) {
    return fail(serverless, error);
  }
}

/** Serverless shows its own errors without a stack trace. */
function fail(serverless: Serverless, error: unknown): never {
  throw new serverless.classes.Error(error instanceof Error ? error.message : String(error), 'DORMOUSE');
}

// Serverless takes a plugin's default export.
export { Stack as default };

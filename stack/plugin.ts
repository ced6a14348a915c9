import { alarmTopic } from './alarm-topic.ts';
import { alarms } from './alarms.ts';
import { dashboard } from './dashboard.ts';
import { dropNamedRoles, waitForTrace } from './dependencies.ts';
import { inbox } from './inbox.ts';
import { queues } from './queues.ts';
import { type Part, reference } from './resource.ts';
import { rules } from './rules.ts';
import { type Resolver, readSettings, type Settings } from './settings.ts';
import { tracing } from './tracing.ts';

/** What serverless.yml merges into the template, by the name after `stack:`. */
export const parts: Readonly<Record<string, (settings: Settings) => Part>> = {
  queues,
  inbox,
  rules,
  alarmTopic,
  alarms,
  dashboard,
  tracing,
};

/** Single values. */
const values: Readonly<Record<string, (settings: Settings) => unknown>> = {
  reservedConcurrency: ({ reservedConcurrency }) => reservedConcurrency ?? reference('AWS::NoValue'),
};

/** What is used of a Serverless instance. */
interface Serverless {
  readonly service: {
    readonly provider: { readonly compiledCloudFormationTemplate: Parameters<typeof dropNamedRoles>[0] };
  };
}

/**
 * A Serverless plugin with the variables `${stack:…}`: resources that are alike for every function, which YAML could
 * only repeat.
 */
class Stack {
  readonly configurationVariablesSources = {
    stack: {
      resolve: async ({ address, ...resolver }: Resolver & { readonly address: string }) => {
        const make = parts[address] ?? values[address];
        if (make === undefined) throw new Error(`there is no \${stack:${address}}`);
        return { value: make(await readSettings(resolver)) };
      },
    },
  };

  readonly hooks: Readonly<Record<string, () => void>>;

  constructor({ service }: Serverless) {
    this.hooks = {
      // Before, the resources of serverless.yml are not in the template.
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const { compiledCloudFormationTemplate: template } = service.provider;
        dropNamedRoles(template);
        waitForTrace(template);
      },
    };
  }
}

// Serverless takes a plugin's default export.
export { Stack as default };

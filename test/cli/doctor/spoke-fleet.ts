import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import * as z from 'zod';
import manifest from '../../../package.json' with { type: 'json' };
import type { Simulator } from '../../../simulator/assemble.ts';
import { resolve, resourcesOfType } from '../../support/cloudformation.ts';
import { allowedTo, type SpokeStack, spokeHome, spokeStack } from '../../support/spoke.ts';

const ID = 'dormouse-7f3a';

/** How a spoke differs from one in which all is well. */
export interface Spoke extends SpokeStack {
  readonly account: string;
  /** Without `readRole` in the policy. */
  readonly unreadable?: true;
  /** Done to the simulator once the stack is there. */
  readonly breakIt?: (simulator: Simulator, names: Names) => void;
}

/** Names of what the stack of a spoke has made. */
export interface Names {
  readonly role: string;
  readonly bus: string;
  readonly rule: string;
  readonly note: string;
}

const named = z.looseObject({ Name: z.string(), Value: z.string() });
const trust = z.looseObject({ AssumeRolePolicyDocument: z.unknown() });

/** Makes in the simulator what CloudFormation makes of spoke.yml. */
export function deploySpoke(simulator: Simulator, spoke: Spoke): Names {
  const { account, region = spokeHome.region } = spoke;
  const stack = spokeStack({ ...spoke, parameters: { ...spoke.parameters } });
  const names = {
    role: `arn:aws:iam::${account}:role/dormouse`,
    bus: `arn:aws:events:${region}:${account}:event-bus/default`,
    rule: 'ForwardRule',
    note: '',
  };
  for (const [, properties] of resourcesOfType(stack, 'AWS::IAM::Role')) {
    if (properties.RoleName === 'dormouse')
      simulator.permissions.roles.set(names.role, trust.parse(properties).AssumeRolePolicyDocument);
  }
  for (const [, properties] of resourcesOfType(stack, 'AWS::SSM::Parameter')) {
    const { Name, Value } = named.parse(properties);
    names.note = `arn:aws:ssm:${region}:${account}:parameter${Name}`;
    simulator.parameters.set(names.note, Value);
  }
  for (const [, { EventPattern }] of resourcesOfType(stack, 'AWS::Events::Rule')) {
    const inbox = String(resolve(stack, { Ref: 'InboxBusArn' }));
    simulator.buses.rules.put({ bus: names.bus, name: names.rule, pattern: EventPattern, targets: [inbox] });
  }
  spoke.breakIt?.(simulator, names);
  return names;
}

/** The actions that the role of a spoke allows, under whichever condition. */
export function actionsOf(parameters: Readonly<Record<string, string>> = {}): Set<string> {
  return new Set(allowedTo(spokeStack({ parameters }), 'Role').flatMap(({ Action }) => Action));
}

/** A policy of these spokes and of the home. */
export function policyOf(spokes: readonly Spoke[], rule: string): string {
  const targets = spokes.map(
    ({ account, unreadable, region = spokeHome.region }) => `
  - account: "${account}"
    role: arn:aws:iam::${account}:role/dormouse
    ${unreadable ? '' : `readRole: arn:aws:iam::${account}:role/dormouse-read`}
    externalId: ${ID}
    regions: [${region}]`,
  );
  return `version: 1\nrules:\n  - ${rule}\ntargets:${targets.join('')}\n`;
}

/** A fleet with the accounts of the home and of the spokes, whose read roles let everybody in. */
export function fleetOf(spokes: readonly Spoke[]): string {
  const accounts = new Set([spokeHome.account, ...spokes.map(({ account }) => account)]);
  return `accounts: [${[...accounts].map((id) => `{ id: "${id}" }`).join(', ')}]\nclusters: []\n`;
}

/** The functions of the home, as Lambda shows them. */
export function homeFunctions(
  has: (name: string) => boolean = () => true,
  environment: Readonly<Record<string, string>> = {},
) {
  const lambda = mockClient(LambdaClient);
  lambda.on(GetFunctionConfigurationCommand).callsFake(({ FunctionName = '' }) => {
    const [, , key = ''] = FunctionName.split('-');
    if (!has(key)) {
      const name = 'ResourceNotFoundException';
      throw Object.assign(new Error(name), { name, $fault: 'client', $metadata: {} });
    }
    const id = key.replace(/^./, (letter: string) => letter.toUpperCase());
    return {
      FunctionArn: `arn:aws:lambda:${spokeHome.region}:${spokeHome.account}:function:${FunctionName}`,
      Role: `arn:aws:iam::${spokeHome.account}:role/dormouse-prod-${id}Role-1A2B3C4D5E6F7`,
      Environment: {
        Variables: { DORMOUSE_POLICY: 'file:policy.yml', DORMOUSE_DEPLOYMENT: 'prod', ...environment },
      },
    };
  });
  lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [{ State: 'Enabled' }] });
  lambda.on(ListTagsCommand).resolves({ Tags: { 'dormouse:version': manifest.version } });
  return lambda;
}

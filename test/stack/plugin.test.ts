import { expect, test } from 'vitest';
import Stack from '../../stack/plugin.ts';
import { defaults } from './builders.ts';

/** The plugin in a Serverless that was started with these options, and what it has put under `params`. */
function pluginWith(options: ConstructorParameters<typeof Stack>[1]) {
  const extended: unknown[] = [];
  const Properties: { RecursiveLoop?: string } = {};
  const template = {
    Resources: { StartClustersLambdaFunction: { Type: 'AWS::Lambda::Function', Properties } },
  };
  const plugin = new Stack(
    {
      serviceDir: '.',
      configurationInput: { params: { default: defaults }, provider: { stage: 'dev', timeout: 300 } },
      service: { provider: { compiledCloudFormationTemplate: template } },
      classes: { Error },
      extendConfiguration: (...args) => extended.push(args),
      getProvider: () => ({ getAwsSdkV3Config: async () => ({}) }),
    },
    options,
  );
  const variable = (address: string) => plugin.configurationVariablesSources.stack.resolve({ address }).value;
  const finalize = plugin.hooks['after:aws:package:finalize:mergeCustomProviderResources'];
  return { variable, extended, finalize, Properties };
}

test.each([
  ['file:policy.prod.yml', ['policy.prod.yml', 'policy.prod.yml.compiled.json']],
  ['ssm:/dormouse/policy', []],
  ['appconfig:dormouse/live/policy', []],
  ['s3://policies/policy.yml', []],
])('with the policy in %s, %j is packaged', (policy, files) => {
  expect(pluginWith({ param: [`policy=${policy}`] }).variable('policyFiles')).toEqual(files);
});

test('the variables param:… give the values of the parameters', () => {
  const { extended } = pluginWith({ stage: 'prod', param: ['logRetention=90'] });

  expect(extended).toEqual([[['params', 'prod'], { ...defaults, logRetention: '90' }]]);
});

test('a parameter that does not exist, or that can not be used, stops every command', () => {
  expect(() => pluginWith({ param: ['alarmemail=ops@example.com'] })).toThrow('did you mean alarmEmail?');
  expect(() => pluginWith({ param: ['copyRate=15 minutes'] })).toThrow(
    'the parameter copyRate must be rate(…) or cron(…): 15 minutes',
  );
  expect(() => pluginWith({ stage: 'production-europe' })).toThrow('the stage must be 1 to 15 letters');
});

test('tags of the stack, which CloudFormation hands on, are those of the parameter', () => {
  expect(pluginWith({ param: ['tags=owner=dba'] }).variable('tags')).toEqual({
    project: 'dormouse',
    owner: 'dba',
  });
});

test('the compiled template lets functions send messages to themselves', async () => {
  const { finalize, Properties } = pluginWith({});

  await finalize?.();

  expect(Properties.RecursiveLoop).toBe('Allow');
});

test('a variable that does not exist is refused by name', () => {
  expect(() => pluginWith({}).variable('quues')).toThrow('{stack:quues}');
});

test.each([
  ['true', [[['provider', 'deletionProtection'], true]]],
  ['false', [[['provider', 'deletionProtection'], false]]],
  ['', []],
])('terminationProtection %j is handed to Serverless, or left as it is', (value, expected) => {
  const { extended } = pluginWith({ param: [`terminationProtection=${value}`] });

  expect(extended.slice(1)).toEqual(expected);
});

test('the stack policy lets no update replace a queue, a bus or a bucket', () => {
  expect(pluginWith({}).variable('stackPolicy')).toEqual([
    { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
    {
      ...{ Effect: 'Deny', Principal: '*', Action: 'Update:Replace', Resource: '*' },
      Condition: {
        StringEquals: { ResourceType: ['AWS::SQS::Queue', 'AWS::Events::EventBus', 'AWS::S3::Bucket'] },
      },
    },
  ]);
});

test.each([
  ['', {}],
  [
    'arn:aws:iam::111122223333:role/deploy-dormouse',
    { deploymentRole: 'arn:aws:iam::111122223333:role/deploy-dormouse' },
  ],
])('the deployment role %j is handed to Serverless', (role, expected) => {
  expect(pluginWith({ param: [`deploymentRole=${role}`] }).variable('deploymentRole')).toEqual(expected);
});

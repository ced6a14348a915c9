import { functions } from '../../stack/functions.ts';
import { parts } from '../../stack/parts.ts';
import type { Release } from '../../stack/release/sections.ts';
import type { Sections, TemplateResource } from '../../stack/release/serverless.ts';
import { homeTemplate } from '../../stack/release/template.ts';
import { textOf } from '../../stack/release/tokens.ts';
import { VALIDATOR_ID, VALIDATOR_KEY } from '../../stack/validator.ts';
import { parseTemplate, type Template } from '../support/cloudformation.ts';
import { settingsWith } from './builders.ts';

const packaged = settingsWith({ drills: true, policy: 'appconfig:a/b/c' }, textOf('Stage'));

/** The output of Serverless as far as a release changes it: the functions, with the parts that are merged. */
function compiled(): Sections {
  const stage = textOf('Stage');
  const own = functions.flatMap(({ id, key, name }): [string, TemplateResource][] => [
    [
      `${id}LogGroup`,
      { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: `/aws/lambda/dormouse-${stage}-${key}` } },
    ],
    [
      `${id}LambdaFunction`,
      {
        Type: 'AWS::Lambda::Function',
        Properties: {
          FunctionName: `dormouse-${stage}-${key}`,
          Handler: `functions/${name}.handler`,
          Environment: { Variables: { POWERTOOLS_SERVICE_NAME: `dormouse-${stage}` } },
        },
      },
    ],
    [`${id}SchedulerSchedule1`, { Type: 'AWS::Scheduler::Schedule', Properties: { State: 'ENABLED' } }],
    [
      `${id}EventSourceMappingSQS${id}Queue`,
      { Type: 'AWS::Lambda::EventSourceMapping', Properties: { BatchSize: 10 } },
    ],
  ]);
  const validator: [string, TemplateResource][] = [
    ['LogGroup', { Type: 'AWS::Logs::LogGroup', Properties: {} }],
    ['LambdaFunction', { Type: 'AWS::Lambda::Function', Properties: { Timeout: 15 } }],
  ];
  const made = Object.values(parts).map((make) => make(packaged));
  const OutcomeBus = { Type: 'AWS::Events::EventBus', Properties: { Name: `dormouse-${stage}` } };
  const bucket = { Type: 'AWS::S3::Bucket', Properties: {} };
  return {
    Resources: Object.assign(
      {
        OutcomeBus,
        ServerlessDeploymentBucket: bucket,
        ...Object.fromEntries(own),
        ...Object.fromEntries(validator.map(([end, each]) => [`${VALIDATOR_ID}${end}`, each])),
      },
      ...made.map(({ Resources }) => Resources),
    ),
    Outputs: Object.assign({}, ...made.map(({ Outputs }) => Outputs)),
  };
}

/** A release of the stack, without packaging it. */
export const release: Release = {
  version: '1.2.3',
  settings: packaged,
  compiled: compiled(),
  zips: Object.fromEntries(
    [...functions.map(({ key }) => key), VALIDATOR_KEY].map((key) => [key, `${key}-0123456789ab.zip`]),
  ),
};

/** The released template of home. */
export const released: Template = parseTemplate(JSON.stringify(homeTemplate(release)));

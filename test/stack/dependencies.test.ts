import { expect, test } from 'vitest';
import Stack, { parts } from '../../stack/plugin.ts';
import { settings } from './builders.ts';

/** What functions depend on in a template of Serverless, once it has been packaged. */
function dependenciesWith({ traced }: { traced: boolean }): unknown {
  const functionOf = (DependsOn?: readonly string[]) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Role: { 'Fn::GetAtt': ['StartClustersRole', 'Arn'] } },
    ...(DependsOn && { DependsOn }),
  });
  const template = {
    Resources: {
      StartClustersLambdaFunction: functionOf(['StartClustersLogGroup', 'StartClustersRole']),
      ScaleCapacityLambdaFunction: functionOf(),
      StartClustersQueue: { Type: 'AWS::SQS::Queue', DependsOn: [] },
      ...parts.tracing?.({ ...settings, traced }).Resources,
    },
  };
  const { hooks } = new Stack({ service: { provider: { compiledCloudFormationTemplate: template } } });
  hooks['after:aws:package:finalize:mergeCustomProviderResources']?.();
  const { StartClustersLambdaFunction, ScaleCapacityLambdaFunction, StartClustersQueue } = template.Resources;
  return [StartClustersLambdaFunction, ScaleCapacityLambdaFunction, StartClustersQueue].map(
    ({ DependsOn = [] }) => DependsOn,
  );
}

test('a function depends on no role that its properties name', () => {
  expect(dependenciesWith({ traced: false })).toEqual([['StartClustersLogGroup'], [], []]);
});

test('a function that traces is made when its role may, for AWS refuses it before', () => {
  expect(dependenciesWith({ traced: true })).toEqual([['StartClustersLogGroup', 'Trace'], ['Trace'], []]);
});

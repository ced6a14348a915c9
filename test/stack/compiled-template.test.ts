import { expect, test } from 'vitest';
import { defined } from '../../shared/defined.ts';
import { allowRecursion, dropNamedRoles } from '../../stack/compiled-template.ts';

test('a function depends on no role that its properties name', () => {
  const functionOf = (DependsOn?: readonly string[]) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Role: { 'Fn::GetAtt': ['StartClustersRole', 'Arn'] } },
    ...defined({ DependsOn }),
  });
  const template = {
    Resources: {
      StartClustersLambdaFunction: functionOf(['StartClustersLogGroup', 'StartClustersRole']),
      ScaleCapacityLambdaFunction: functionOf(),
      StartClustersQueue: { Type: 'AWS::SQS::Queue', DependsOn: ['StartClustersRole'] },
    },
  };

  dropNamedRoles(template);

  expect(Object.values(template.Resources).map(({ DependsOn }) => DependsOn)).toEqual([
    ['StartClustersLogGroup'],
    undefined,
    ['StartClustersRole'],
  ]);
});

test('follow-ups of a function to itself are no loop that Lambda ends', () => {
  const Resources = {
    StartClustersLambdaFunction: { Type: 'AWS::Lambda::Function', Properties: {} },
    StartClustersQueue: { Type: 'AWS::SQS::Queue', Properties: {} },
  };

  allowRecursion({ Resources });

  expect(Resources.StartClustersLambdaFunction.Properties).toEqual({ RecursiveLoop: 'Allow' });
  expect(Resources.StartClustersQueue.Properties).toEqual({});
});

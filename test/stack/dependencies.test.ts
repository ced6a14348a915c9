import { expect, test } from 'vitest';
import { dropNamedRoles } from '../../stack/dependencies.ts';

test('a function depends on no role that its properties name', () => {
  const functionOf = (DependsOn?: readonly string[]) => ({
    Type: 'AWS::Lambda::Function',
    Properties: { Role: { 'Fn::GetAtt': ['StartClustersRole', 'Arn'] } },
    ...(DependsOn && { DependsOn }),
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

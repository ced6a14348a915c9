import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DescribeRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import manifest from '../../../package.json' with { type: 'json' };
import { policyDigest } from '../../../shared/policy/file/deployed.ts';

const ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:';

/** A deployment of the stage prod in which all is well, until a test says otherwise. */
export function deployed(policy: string) {
  const clients = {
    lambda: mockClient(LambdaClient),
    iam: mockClient(IAMClient),
    events: mockClient(EventBridgeClient),
    sqs: mockClient(SQSClient),
    ssm: mockClient(SSMClient),
    cloudwatch: mockClient(CloudWatchClient),
  };
  const { lambda, iam, events, sqs, ssm, cloudwatch } = clients;
  lambda.on(GetFunctionConfigurationCommand).callsFake(({ FunctionName }) => ({
    FunctionArn: `${ARN}${FunctionName}`,
    Role: 'arn:aws:iam::111122223333:role/own',
    Environment: { Variables: { DORMOUSE_POLICY: 'file:policy.yml' } },
  }));
  lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings: [{ State: 'Enabled' }] });
  lambda.on(ListTagsCommand).resolves({
    Tags: { 'dormouse:version': manifest.version, 'dormouse:policy': policyDigest(policy) },
  });
  iam.on(SimulatePrincipalPolicyCommand).callsFake(({ ActionNames = [] }) => ({
    EvaluationResults: ActionNames.map((EvalActionName: string) => ({
      EvalActionName,
      EvalDecision: 'allowed',
    })),
  }));
  events.on(DescribeRuleCommand).resolves({ State: 'ENABLED' });
  events.on(ListTargetsByRuleCommand).callsFake(({ Rule }) => ({
    Targets: [
      { Id: 'queue', Arn: `arn:aws:sqs:eu-central-1:111122223333:${Rule}` },
      { Id: 'inbox', Arn: 'arn:aws:events:eu-central-1:111122223333:event-bus/dormouse-prod-inbox' },
    ],
  }));
  sqs.on(GetQueueUrlCommand).callsFake(({ QueueName }) => ({ QueueUrl: `https://sqs/${QueueName}` }));
  sqs.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '0' } });
  ssm.on(GetParameterCommand).resolves({ Parameter: { Value: policy } });
  ssm
    .on(GetParameterCommand, { Name: '/dormouse/prod/paused' })
    .rejects(Object.assign(new Error('none'), { name: 'ParameterNotFound' }));
  cloudwatch.on(GetMetricDataCommand).callsFake(({ MetricDataQueries = [] }) => ({
    MetricDataResults: MetricDataQueries.map(({ Id }: { Id: string }) => ({ Id, Values: [1, 1] })),
  }));
  return {
    ...clients,
    /** Names of the commands that were sent. */
    sent: () =>
      Object.values(clients).flatMap((client) =>
        client.calls().map(({ args: [command] }) => command?.constructor.name ?? ''),
      ),
    restore: () => {
      for (const client of Object.values(clients)) client.restore();
    },
  };
}

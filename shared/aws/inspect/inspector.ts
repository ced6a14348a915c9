import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

/** The clients that look at a deployment in its home account and Region. None of them is asked to change anything. */
export interface Inspector {
  readonly region: string;
  readonly lambda: LambdaClient;
  readonly iam: IAMClient;
  readonly eventbridge: EventBridgeClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  readonly cloudwatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
}

export function createInspector(region: string): Inspector {
  const config = { region };
  return {
    region,
    lambda: new LambdaClient(config),
    iam: new IAMClient(config),
    eventbridge: new EventBridgeClient(config),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
    cloudwatch: new CloudWatchClient(config),
    // CloudWatch Logs lets few searches in at a time.
    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    logs: new CloudWatchLogsClient({ ...config, maxAttempts: 10 }),
  };
}

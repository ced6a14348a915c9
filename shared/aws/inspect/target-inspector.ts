import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { SSMClient } from '@aws-sdk/client-ssm';
import type { AwsScope } from '../client/aws-scope.ts';
import { clientConfig } from '../client/clients.ts';

/** The clients that look at what Dormouse has in a target account and Region. None of them is asked to change anything. */
export interface TargetInspector {
  readonly iam: IAMClient;
  readonly eventbridge: EventBridgeClient;
  readonly ssm: SSMClient;
}

/** By the role that the scope has assumed. */
export function createTargetInspector({ clients, region }: AwsScope): TargetInspector {
  const config = { ...clientConfig(region), credentials: clients.rds.config.credentials };
  return {
    iam: new IAMClient(config),
    eventbridge: new EventBridgeClient(config),
    ssm: new SSMClient(config),
  };
}

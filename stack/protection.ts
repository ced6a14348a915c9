import { defined } from '../shared/defined.ts';
import type { Settings } from './settings.ts';

/** Resources whose replacement would lose messages, events or evidence. None is ever replaced by an upgrade. */
const kept = ['AWS::SQS::Queue', 'AWS::Events::EventBus', 'AWS::S3::Bucket'];

/**
 * The stack policy: everything may be updated, and nothing of these be replaced.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export const stackPolicy: readonly object[] = [
  { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
  {
    Effect: 'Deny',
    Principal: '*',
    Action: 'Update:Replace',
    Resource: '*',
    Condition: { StringEquals: { ResourceType: kept } },
  },
];

/** The role by which CloudFormation makes the stack, as Serverless wants it. */
export function deploymentRole({ deploymentRole: role }: Settings): object {
  return defined({ deploymentRole: role });
}

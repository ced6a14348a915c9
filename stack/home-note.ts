import manifest from '../package.json' with { type: 'json' };
import { type Resource, substitute } from './resource.ts';
import type { Settings } from './settings.ts';

/**
 * The note of the home, under the name that a stack of spoke.yml has for its own. The name can be taken once in an account
 * and Region, so CloudFormation refuses a second home of the same deployment that looks after this one's account, whichever
 * of them comes first, and `dormouse doctor` of the other one reads whose place it is. Each would take the snapshots of the
 * other for its own.
 */
export function homeNote({ stage, roleName, drills }: Settings): Resource {
  const inbox = `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:event-bus/dormouse-${stage}-inbox`;
  const note = {
    ...{ version: manifest.version, stage, role: roleName, inbox },
    ...{ drills: drills !== undefined, rule: '' },
  };
  return {
    Type: 'AWS::SSM::Parameter',
    Properties: {
      Name: `/dormouse/${stage}/${roleName}`,
      Description: 'The home of Dormouse that looks after this account and Region',
      Type: 'String',
      Value: substitute(JSON.stringify(note)),
    },
  };
}

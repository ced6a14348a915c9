import manifest from '../package.json' with { type: 'json' };
import { type Resource, substitute } from './resource.ts';
import type { Settings } from './settings.ts';

/**
 * The note of the home, under the name that a stack of spoke.yml has for its own. A name can be taken once in an account and
 * Region. So of two homes of the same deployment, one of which looks after the account of the other, CloudFormation refuses
 * whatever comes second: each home would take the snapshots of the other for its own. Where nothing is refused, `dormouse
 * doctor` reads in the note that a target is another home.
 */
export function homeNote({ stage, roleName, drills }: Settings): Resource {
  const note = {
    ...{ version: manifest.version, stage, role: roleName, inbox: `\${InboxBus.Arn}` },
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

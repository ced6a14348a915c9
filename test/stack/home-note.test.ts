import { expect, test } from 'vitest';
import { parseSpokeNote } from '../../cli/doctor/spoke-note.ts';
import manifest from '../../package.json' with { type: 'json' };
import { inbox } from '../../stack/inbox.ts';
import { parseTemplate, resolve, resourcesOfType } from '../support/cloudformation.ts';
import { spokeStack } from '../support/spoke.ts';
import { settingsWith } from './builders.ts';

function noteOf(parameters: Readonly<Record<string, unknown>>, stage = 'prod') {
  const template = parseTemplate(JSON.stringify(inbox(settingsWith(parameters, stage))));
  const { Name, Value } = template.Resources.HomeNote?.Properties ?? {};
  return { name: Name, note: parseSpokeNote(String(resolve(template, Value))) };
}

const ofSpoke = (parameters: Readonly<Record<string, string>> = {}) =>
  resourcesOfType(spokeStack({ parameters }), 'AWS::SSM::Parameter').map(([, { Name, Value }]) => ({
    name: Name,
    note: parseSpokeNote(String(Value)),
  }));
const nameOfSpoke = (parameters: Readonly<Record<string, string>>) =>
  ofSpoke(parameters).map(({ name }) => name);

test('a home notes its release, whose it is, and that it forwards by no rule of a spoke', () => {
  expect(noteOf({ drills: true })).toEqual({
    name: '/dormouse/prod/dormouse',
    note: {
      ...{ version: manifest.version, stage: 'prod', role: 'dormouse', drills: true, rule: '' },
      inbox: 'arn:aws:events:eu-central-1:111122223333:event-bus/dormouse-prod-inbox',
    },
  });
});

test('a home and a spoke note the same keys', () => {
  expect(ofSpoke().map(({ note }) => Object.keys(note))).toEqual([Object.keys(noteOf({}).note)]);
});

test.each([
  ['prod', 'dormouse'],
  ['dev', 'dormouse'],
  ['prod', 'dormouse-us'],
])(
  'a spoke of the deployment %s of the role %s is refused where there is such a home, and no other',
  (stage, roleName) => {
    const { name } = noteOf({ roleName }, stage);

    expect(nameOfSpoke({ Stage: stage, RoleName: roleName })).toEqual([name]);
    expect(nameOfSpoke({ Stage: 'qa', RoleName: roleName })).not.toEqual([name]);
    expect(nameOfSpoke({ Stage: stage, RoleName: 'dormouse-eu' })).not.toEqual([name]);
  },
);

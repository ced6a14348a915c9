import { expect, test } from 'vitest';
import { lambdas } from '../../stack/lambdas.ts';
import { validator } from '../../stack/validator.ts';
import { settingsWith } from './builders.ts';

const appconfig = settingsWith({ policy: 'appconfig:dormouse/live/policy', organization: 'o-a1b2c3d4e5' });

test.each(['file:policy.yml', 'ssm:/dormouse/policy', 's3://policies/policy.yml'])(
  'there is none for a policy in %s',
  (policy) => {
    const settings = settingsWith({ policy });

    expect(validator(settings)).toEqual({ Resources: {} });
    expect(lambdas(settings)).not.toHaveProperty('validatePolicy');
  },
);

test('AppConfig of the account may ask it, and it may do nothing but write its log', () => {
  const { Resources } = validator(appconfig);

  expect(Object.values(Resources).map(({ Type }) => Type)).toEqual([
    'AWS::IAM::Role',
    'AWS::Lambda::Permission',
  ]);
  expect(Resources.ValidatePolicyPermission?.Properties).toMatchObject({
    Principal: 'appconfig.amazonaws.com',
    SourceAccount: { Ref: 'AWS::AccountId' },
  });
  const actions = JSON.stringify(Resources.ValidatePolicyRole?.Properties.Policies).match(/"\w+:\w+"/g);
  expect(actions).toEqual(['"logs:CreateLogStream"', '"logs:PutLogEvents"']);
});

test('it answers within the time that AppConfig waits, and knows the organization', () => {
  expect(lambdas(appconfig).validatePolicy).toMatchObject({
    handler: 'validator/validate-policy.handler',
    timeout: 15,
    environment: { DORMOUSE_ORGANIZATION: 'o-a1b2c3d4e5', DORMOUSE_ROLE: '/dormouse' },
  });
});

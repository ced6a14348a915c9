import { attribute, type Part, reference } from './resource.ts';
import type { Settings } from './settings.ts';
import { trust, writeLogs } from './statement.ts';

/** The beginning of its resources' logical ids. */
export const VALIDATOR_ID = 'ValidatePolicy';

/** Its key in the Serverless configuration. */
export const VALIDATOR_KEY = 'validatePolicy';

/** The file with its handler, without extension. */
export const VALIDATOR_FILE = 'validator/validate-policy';

/** AppConfig waits no longer for a validator. */
const TIMEOUT_SECONDS = 15;

/** The function that refuses policies with mistakes for AppConfig; only where the policy is there. */
export function validatorLambda(settings: Settings): Readonly<Record<string, object>> {
  if (settings.policy.kind !== 'appconfig') return {};
  return {
    [VALIDATOR_KEY]: {
      handler: `${VALIDATOR_FILE}.handler`,
      description: 'Refuses policies with mistakes for AppConfig',
      role: `${VALIDATOR_ID}Role`,
      timeout: TIMEOUT_SECONDS,
      environment: validatorEnvironment(settings),
    },
  };
}

/** The bounds of the functions, which a policy must not go beyond: their organization and the role that they may assume. */
export function validatorEnvironment({
  organization = '',
  rolePath,
  roleName,
}: Settings): Readonly<Record<string, string>> {
  return { DORMOUSE_ORGANIZATION: organization, DORMOUSE_ROLE: `${rolePath}${roleName}` };
}

/** Its role, which reaches nothing but its log, and the permission of AppConfig to ask it. */
export function validator({ policy }: Settings): Part {
  if (policy.kind !== 'appconfig') return { Resources: {} };
  const arn = attribute(`${VALIDATOR_ID}LambdaFunction`);
  return {
    Resources: {
      [`${VALIDATOR_ID}Role`]: {
        Type: 'AWS::IAM::Role',
        Properties: {
          Description: 'What the validator of policies may do',
          AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
          Policies: [writeLogs(VALIDATOR_ID)],
        },
      },
      [`${VALIDATOR_ID}Permission`]: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arn,
          Principal: 'appconfig.amazonaws.com',
          SourceAccount: reference('AWS::AccountId'),
        },
      },
    },
    Outputs: {
      PolicyValidatorArn: {
        Description: 'The Lambda validator for the configuration profile of the policy in AppConfig',
        Value: arn,
      },
    },
  };
}

import { defined } from '../shared/defined.ts';

/** The settings by which the stack keeps to the rules that an organization has for its accounts. */
export interface AccountSettings {
  /** Name of the role in target accounts, `RoleName` of spoke.yml. */
  readonly roleName: string;
  /** Path of all roles, here and in target accounts: `/`, `/dormouse/`. */
  readonly rolePath: string;
  /** Name, with its path, of the managed policy that bounds every role of the stack. */
  readonly permissionsBoundary?: string;
  /** ARN of the KMS key for queues, topic, logs and evidence. Absent: keys of AWS, and one of the stack for the topic. */
  readonly kmsKey?: string;
  /** ARN of the role by which CloudFormation makes the stack. Absent: the caller's own permissions. */
  readonly deploymentRole?: string;
  /** Absent: it is left as it is. */
  readonly terminationProtection?: boolean;
}

export const DEFAULT_ROLE = 'dormouse';

/** Reads one parameter: its text, the form that it must have, and that form in words. Empty text is absent. */
export type ReadText = (name: string, pattern: RegExp, form: string) => string | undefined;

/**
 * Reads the parameters of `AccountSettings`.
 *
 * @throws Error that names the parameter that can't be used, and the form that it must have.
 */
export function readAccountSettings(optional: ReadText): AccountSettings {
  return {
    roleName:
      optional('roleName', /^[A-Za-z0-9_-]{1,40}$/, '1 to 40 letters, digits, hyphens and underscores') ??
      DEFAULT_ROLE,
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
    rolePath:
      optional(
        'rolePath',
        /^\/([A-Za-z0-9_+=,.@-]{1,64}\/){0,4}$/,
        'a path that begins and ends with a slash, /dormouse/',
      ) ?? '/',
    ...defined({
      permissionsBoundary: optional(
        'permissionsBoundary',
        /^(?!arn:)[\w+=,.@-]+(\/[\w+=,.@-]+)*$/,
        'the name of a managed policy of the account, without its ARN: boundaries/dormouse',
      ),
      kmsKey: optional(
        'kmsKey',
        /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[a-z0-9-]+$/,
        'the ARN of a KMS key, no alias, in the Region of the stack: arn:aws:kms:…:key/…',
      ),
      deploymentRole: optional(
        'deploymentRole',
        /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
        'the ARN of a role: arn:aws:iam::…:role/…',
      ),
      terminationProtection: flag(optional('terminationProtection', /^(true|false)$/, 'true or false')),
    }),
  };
}

function flag(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true';
}

/**
 * The name of the deployment, in the tags of what it makes. With a role of its own name in target accounts, this is part of
 * it: IAM lets no two roles of an account have one name, so two homes that share an account never take the snapshots of
 * each other for their own, even if their stages are called alike. A stage has no dot.
 */
export function deploymentName({
  stage,
  roleName,
}: Pick<AccountSettings, 'roleName'> & { stage: string }): string {
  return roleName === DEFAULT_ROLE ? stage : `${stage}.${roleName}`;
}

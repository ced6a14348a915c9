import { defined } from '../shared/defined.ts';

/** The settings by which the stack keeps to the rules that an organization has for its accounts. */
export interface AccountSettings {
  /** Name of the role in target accounts, `RoleName` of spoke.yml. */
  readonly roleName: string;
  /** Path of all roles, here and in target accounts: `/`, `/dormouse/`. */
  readonly rolePath: string;
  /** Name, with its path, of the managed policy that bounds every role of the stack. */
  readonly permissionsBoundary?: string;
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
    }),
  };
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

import { otherOrganization } from '../shared/policy/file/organizations.ts';
import { otherRole } from '../shared/policy/file/target-roles.ts';
import { checkPolicy } from '../shared/runtime/function/check-policy.ts';

/**
 * The event that AppConfig hands to a validator, as far as it is used here.
 * https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-creating-configuration-and-profile-validators.html
 */
interface ValidationEvent {
  /** The configuration in base64. */
  readonly content?: unknown;
  readonly uri?: unknown;
}

/** Refuses, for AppConfig, a policy that the functions would refuse: an error keeps it from being deployed. */
export async function handler(event: unknown): Promise<void> {
  const { content, uri }: ValidationEvent = Object(event);
  if (typeof content !== 'string') {
    throw new Error(
      'the event has no content: name this function as a validator of the configuration profile',
    );
  }
  const text = Buffer.from(content, 'base64').toString('utf8');
  const name = typeof uri === 'string' && uri !== '' ? uri : 'policy';
  const { policy } = checkPolicy(text, name);
  const { DORMOUSE_ORGANIZATION, DORMOUSE_ROLE } = process.env;
  const problem =
    otherOrganization(policy, DORMOUSE_ORGANIZATION || undefined) ??
    (DORMOUSE_ROLE ? otherRole(policy, DORMOUSE_ROLE) : undefined);
  if (problem !== undefined) throw new Error(`${name}: ${problem}`);
}

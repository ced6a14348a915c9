import { createHash } from 'node:crypto';

/** Tag of each function: the version of Dormouse that is deployed. */
export const VERSION_TAG = 'dormouse:version';

/** Tag of each function: the digest of the policy that was packaged with it. */
export const DIGEST_TAG = 'dormouse:policy';

/** Tells one text of a policy file from another. */
export function policyDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

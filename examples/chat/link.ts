import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** A hold that a link offers. It names an end and no length, so that a link that is followed twice holds no longer. */
export interface OfferedHold {
  /** ARN of the cluster. */
  readonly arn: string;
  /** DbClusterResourceId: another cluster of the same name is not held. */
  readonly resourceId: string;
  /** Absent: no changes at all. */
  readonly keep?: 'up' | 'stopped';
  /** The end of the hold, and of the link: an instant to the second. */
  readonly until: string;
}

/** The form of a hold that a link offers. */
export const offeredHold = z.strictObject({
  arn: z.string().regex(/^arn:aws[\w-]*:rds:[a-z0-9-]+:\d{12}:cluster:[a-z0-9-]+$/),
  resourceId: z.string().regex(/^cluster-[A-Za-z0-9]+$/),
  keep: z.enum(['up', 'stopped']).exactOptional(),
  until: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
});

/** Signed with each link, so that no signature that the key makes for another purpose is good for a link. */
const PURPOSE = 'dormouse hold link 1';

/** In characters: far more than any link has. */
const MAX_TOKEN = 1000;

/**
 * The part of a link that says what it does, signed: HMAC-SHA256 over the text as it is sent.
 *
 * @throws Error for a hold that no link offers.
 */
export function signHold(hold: OfferedHold, key: string): string {
  const payload = Buffer.from(JSON.stringify(offeredHold.parse(hold))).toString('base64url');
  return `${payload}.${signatureOf(payload, key)}`;
}

/** A link after the check: the hold that it offers, or why it is refused. */
export type CheckedLink =
  | { readonly state: 'good'; readonly hold: OfferedHold }
  | { readonly state: 'forged' }
  | { readonly state: 'expired'; readonly hold: OfferedHold };

/**
 * Checks the signed part of a link against the keys that are good: the present one, and the one before. Signatures are
 * compared as text, in constant time, so that exactly one text is accepted for each hold and key.
 */
export function checkHold(token: string, keys: readonly string[], now: number): CheckedLink {
  const [payload = '', signature = '', ...more] = token.length > MAX_TOKEN ? [] : token.split('.');
  // Not `some`: the time must not say which key it was.
  const matching = keys.filter((key) => key !== '' && isSame(signature, signatureOf(payload, key)));
  if (more.length > 0 || matching.length === 0) return { state: 'forged' };
  const { data } = offeredHold.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  if (data === undefined) return { state: 'forged' };
  return { state: now < Date.parse(data.until) ? 'good' : 'expired', hold: data };
}

function signatureOf(payload: string, key: string): string {
  return createHmac('sha256', key).update(`${PURPOSE}\n${payload}`).digest('base64url');
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

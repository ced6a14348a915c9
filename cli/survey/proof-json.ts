import type { Proof } from '../../shared/policy/recovery/evidence/proven-tag.ts';

/** A proof for programs, with its times as ISO instants. */
export function proofJson({ at, point, ...proof }: Proof): object {
  return { ...proof, at: new Date(at).toISOString(), point: new Date(point).toISOString() };
}

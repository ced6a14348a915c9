import type { Decision } from '../../shared/policy/model/decision.ts';

/** A decision in the form of an explanation: whether Dormouse acts, why, and the facts that this rests on. */
export function decisionLines(
  label: string,
  { verdict, reason, meaning, detail, rule }: Decision & { readonly meaning: string },
): string[] {
  return [
    `${label.padEnd(12)}${verdict === 'act' ? 'yes' : 'no'}, ${reason}: ${meaning}`,
    `            ${detail}${rule === undefined ? '' : ` (rule ${rule})`}`,
  ];
}

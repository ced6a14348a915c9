import type { Decision } from './decision.ts';
import type { Policy } from './model.ts';
import { tagText } from './tags.ts';

/**
 * Whether the rule that decides only observes: what it decides is planned and not done, and takes no room below a limit.
 * Of an orphan the rule is named as its tag has it.
 */
export function isObserved({ rules }: Pick<Policy, 'rules'>, { rule }: Pick<Decision, 'rule'>): boolean {
  return rules.some(({ mode, name }) => mode === 'observe' && (name === rule || tagText(name) === rule));
}

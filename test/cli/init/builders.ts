import { parse } from 'yaml';
import type { Convert } from '../../../cli/init/convert/convert.ts';
import { policyText } from '../../../cli/init/convert/draft.ts';
import { formatProblems } from '../../../shared/document/problem.ts';
import { parsePolicy } from '../../../shared/policy/file/parse.ts';

/** The rules that a file becomes, as they are written, and the notes. The policy is one that `validate` accepts. */
export function converted(convert: Convert, text: string, choices = {}) {
  const draft = convert(parse(text), 'their.yml', choices);
  const policy = policyText(draft);
  const parsed = parsePolicy(policy);
  if (draft.rules.length > 0 && !parsed.ok) throw new Error(formatProblems(parsed.problems, 'policy.yml'));
  const { rules, notes, calendars = {} } = draft;
  return { rules: rules.map(({ comments: _, ...rule }) => rule), notes, calendars };
}

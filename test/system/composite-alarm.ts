import { runInThisContext } from 'node:vm';
import { z } from 'zod';

/** A composite alarm of the template, resolved; it has no suppressor, which would have to be played as well. */
export const compositeAlarm = z.strictObject({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmRule: z.string(),
  AlarmActions: z.array(z.string()).length(1),
  OKActions: z.array(z.string()).length(1),
});

/** Any sequence of the tokens of a rule. */
const TOKENS = /^(?:ALARM\("[^"]+"\)|AND|OR|NOT|[() ])+$/;

/** The operators of rules in JavaScript, which gives them the same precedence. */
const operators: Readonly<Record<string, string>> = { AND: '&&', OR: '||', NOT: '!' };

/**
 * Evaluates a rule of `ALARM("name")`, AND, OR, NOT and brackets.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 *
 * @throws Error for any other rule.
 */
export function evaluateRule(rule: string, isInAlarm: (name: string) => boolean): boolean {
  if (!TOKENS.test(rule)) throw new Error(`not understood: ${rule}`);
  const expression = rule
    .replaceAll(/ALARM\("([^"]+)"\)/g, (_, name: string) => String(isInAlarm(name)))
    .replaceAll(/\b(?:AND|OR|NOT)\b/g, (word) => operators[word] ?? word);
  return z.boolean().parse(runInThisContext(expression));
}

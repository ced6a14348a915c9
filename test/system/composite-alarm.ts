import { z } from 'zod';

/** A composite alarm of the template, resolved; it has no suppressor, which would have to be played as well. */
export const compositeAlarm = z.strictObject({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmRule: z.string(),
  AlarmActions: z.array(z.string()).length(1),
  OKActions: z.array(z.string()).length(1),
});

/**
 * Evaluates a rule of `ALARM("name")`, AND, OR, NOT and brackets.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export function evaluateRule(rule: string, isInAlarm: (name: string) => boolean): boolean {
  const tokens = [...rule.matchAll(/ALARM\("([^"]+)"\)|AND|OR|NOT|[()]|\S+/g)];
  let next = 0;
  const peek = () => tokens[next]?.[0];

  function anyOf(): boolean {
    let value = allOf();
    while (peek() === 'OR') {
      next += 1;
      value = allOf() || value;
    }
    return value;
  }

  function allOf(): boolean {
    let value = term();
    while (peek() === 'AND') {
      next += 1;
      value = term() && value;
    }
    return value;
  }

  function term(): boolean {
    const token = tokens[next];
    next += 1;
    if (token?.[0] === 'NOT') return !term();
    if (token?.[1] !== undefined) return isInAlarm(token[1]);
    if (token?.[0] !== '(') throw new Error(`not understood: ${rule}`);
    const value = anyOf();
    next += 1;
    return value;
  }

  const value = anyOf();
  if (next !== tokens.length) throw new Error(`not understood: ${rule}`);
  return value;
}

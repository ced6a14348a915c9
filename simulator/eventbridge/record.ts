import { groupArn } from '../logs/groups.ts';
import { readBusArn } from './event.ts';
import type { RuleOptions } from './rules.ts';

/**
 * A log group for all events on a bus, and the rule that sends them there.
 *
 * @throws Error when it is not the ARN of a bus
 * @example recordOf('arn:aws:events:eu-central-1:111122223333:event-bus/jobs') // in /aws/events/jobs/1
 */
export function recordOf(bus: string): {
  readonly logGroups: readonly [string];
  readonly rules: readonly [RuleOptions];
} {
  const { name, ...place } = readBusArn(bus);
  const group = groupArn({ ...place, name: `/aws/events/${name}/1` });
  const pattern = { account: [{ exists: true }] };
  return { logGroups: [group], rules: [{ bus, name: 'record', pattern, targets: [group] }] };
}

import { z } from 'zod';
import { type Call, type Operation, ServiceError } from '../core/service.ts';
import type { Buses } from './buses.ts';
import { busArn } from './event.ts';
import { PatternError } from './operators.ts';

const target = z.strictObject({ Id: z.string(), Arn: z.string(), RoleArn: z.string().optional() });

/**
 * PutRule and PutTargets, as far as rules by pattern go, to queues and buses that get the event as it is.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export function ruleOperations(buses: Buses): Readonly<Record<string, Operation>> {
  const { rules } = buses;
  return {
    PutRule({ Name, EventPattern, EventBusName, State }, call) {
      const [bus, name] = [busArn(call, nameOf(EventBusName)), String(Name)];
      const targets = rules.find(bus, name)?.targets ?? [];
      check(() =>
        rules.put({ bus, name, pattern: parse(EventPattern), targets, enabled: State !== 'DISABLED' }),
      );
      return { RuleArn: ruleArn(bus, name, call) };
    },
    PutTargets({ Rule, EventBusName, Targets }, call) {
      const bus = busArn(call, nameOf(EventBusName));
      const rule = rules.find(bus, String(Rule));
      if (rule === undefined) {
        throw new ServiceError(
          'ResourceNotFoundException',
          `Rule ${Rule} does not exist on EventBus ${bus}.`,
        );
      }
      check(() => {
        const added = z
          .array(target)
          .parse(Targets)
          .map(({ Arn }) => Arn);
        rules.put({ ...rule, targets: [...new Set([...rule.targets, ...added])] });
      });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
  };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export function ruleArn(bus: string, name: string, { region, account }: Call): string {
  const [, busName = 'default'] = bus.split('/');
  return `arn:aws:events:${region}:${account}:rule/${busName === 'default' ? '' : `${busName}/`}${name}`;
}

function nameOf(bus: unknown): string | undefined {
  return bus === undefined ? undefined : String(bus);
}

function parse(pattern: unknown): unknown {
  try {
    return JSON.parse(String(pattern));
  } catch {
    throw new PatternError('Filter is not JSON');
  }
}

function check(put: () => void): void {
  try {
    put();
  } catch (error) {
    const code = error instanceof PatternError ? 'InvalidEventPatternException' : 'ValidationException';
    throw new ServiceError(code, error instanceof Error ? error.message : String(error));
  }
}

import { z } from 'zod';
import { type Call, type Operation, ServiceError } from '../core/service.ts';
import type { Buses } from './buses.ts';
import { busArn } from './event.ts';
import { PatternError } from './operators.ts';
import type { Rule } from './rules.ts';

const target = z.strictObject({ Id: z.string(), Arn: z.string(), RoleArn: z.string().optional() });

/**
 * PutRule, PutTargets, DescribeRule, ListTargetsByRule and DescribeEventBus, for rules by pattern and for targets that get
 * the event as it is: queues, log groups and buses.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
export function ruleOperations(buses: Buses): Readonly<Record<string, Operation>> {
  const { rules } = buses;

  function known(name: unknown, busName: unknown, call: Call): Rule {
    const bus = busArn(call, nameOf(busName));
    const rule = rules.find(bus, String(name));
    if (rule !== undefined) return rule;
    throw new ServiceError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`);
  }

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
      const rule = known(Rule, EventBusName, call);
      check(() => {
        const added = z
          .array(target)
          .parse(Targets)
          .map(({ Arn }) => Arn);
        rules.put({ ...rule, targets: [...new Set([...rule.targets, ...added])] });
      });
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    DescribeRule({ Name, EventBusName }, call) {
      const { name, bus, pattern, enabled } = known(Name, EventBusName, call);
      return {
        Name: name,
        Arn: ruleArn(bus, name, call),
        EventPattern: JSON.stringify(pattern),
        State: enabled ? 'ENABLED' : 'DISABLED',
        EventBusName: bus.split('/')[1],
      };
    },
    DescribeEventBus({ Name }, call) {
      const bus = busArn(call, nameOf(Name));
      const guests = buses.guests(bus);
      const everybody = {
        Principal: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-simulated' } },
      };
      const letIn = guests === 'organization' ? everybody : { Principal: { AWS: guests } };
      const Statement = [{ Effect: 'Allow', Action: 'events:PutEvents', Resource: bus, ...letIn }];
      return {
        Name: bus.split('/')[1],
        Arn: bus,
        ...(guests.length > 0 && { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) }),
      };
    },
    ListTargetsByRule({ Rule: name, EventBusName }, call) {
      const { targets } = known(name, EventBusName, call);
      return { Targets: targets.map((Arn, index) => ({ Id: `target-${index}`, Arn })) };
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

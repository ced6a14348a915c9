import { isLogGroup, readGroupArn } from '../logs/groups.ts';
import { readQueueArn } from '../sqs/place.ts';
import { readBusArn } from './event.ts';
import { readPattern } from './pattern.ts';

/** A rule that is there from the start, or is put later. */
export interface RuleOptions {
  /** ARN of the bus that it listens to. */
  readonly bus: string;
  readonly name: string;
  /** As in AWS. */
  readonly pattern: unknown;
  /** ARNs of queues, of log groups and of other buses. */
  readonly targets: readonly string[];
  /** A rule that is not enabled matches nothing. */
  readonly enabled?: boolean;
}

/** A rule, ready to match. */
export interface Rule extends Required<RuleOptions> {
  matches(event: unknown): boolean;
}

/** All rules of all buses. */
export interface Rules {
  /** Adds a rule, or puts it in the place of the one with its name. @throws Error when the rule won't do. */
  put(options: RuleOptions): void;
  /** Those of a bus. */
  of(bus: string): readonly Rule[];
  find(bus: string, name: string): Rule | undefined;
}

export function createRules(options: readonly RuleOptions[] = []): Rules {
  const byBus = new Map<string, Map<string, Rule>>();

  const rules: Rules = {
    put(rule) {
      for (const target of rule.targets) checkTarget(rule.bus, target);
      const known = byBus.get(rule.bus) ?? new Map<string, Rule>();
      byBus.set(
        rule.bus,
        known.set(rule.name, { enabled: true, ...rule, matches: readPattern(rule.pattern) }),
      );
    },
    of: (bus) => [...(byBus.get(bus)?.values() ?? [])],
    find: (bus, name) => byBus.get(bus)?.get(name),
  };
  for (const rule of options) rules.put(rule);
  return rules;
}

/**
 * A queue has to be in the Region of the rule; only a bus may be in another one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 */
function checkTarget(bus: string, target: string): void {
  const { region } = readBusArn(bus);
  if (isBus(target)) {
    readBusArn(target);
  } else if (isLogGroup(target)) {
    readGroupArn(target);
  } else if (readQueueArn(target).region !== region) {
    throw new Error(`The queue ${target} is in another Region than the rule: ${region}`);
  }
}

export function isBus(arn: string): boolean {
  return arn.split(':')[2] === 'events';
}

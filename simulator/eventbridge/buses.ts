import type { Clock } from '../core/clock.ts';
import type { LogGroups } from '../logs/groups.ts';
import { isLogGroup } from '../logs/groups.ts';
import type { Queues } from '../sqs/queues.ts';
import { type Envelope, readBusArn } from './event.ts';
import { createRules, isBus, type Rule, type RuleOptions, type Rules } from './rules.ts';

/** The accounts that a bus lets in besides its own. A bus that is not declared exists too and lets in only its own. */
export interface BusOptions {
  readonly arn: string;
  /** Accounts, or all of the organisation. */
  readonly allows: readonly string[] | 'organization';
}

/** The outcome of sending an event to a target of a rule that it matched. */
interface Delivery {
  readonly time: number;
  /** Id of the event. */
  readonly event: string;
  readonly bus: string;
  readonly rule: string;
  readonly target: string;
  /** Everything but `delivered` is lost: `refused` by the policy of a bus, no queue or log group, or a third bus in a row. */
  readonly outcome: 'delivered' | 'refused' | 'no-queue' | 'no-log-group' | 'third-bus';
}

/** Event buses: who may put on them, and where events go from there. */
export interface Buses {
  readonly rules: Rules;
  /** The deliveries that rules have made or tried, in order. */
  readonly deliveries: readonly Delivery[];
  /** Sets the accounts that a bus lets in from now on. */
  allow(options: BusOptions): void;
  /** The accounts that a bus lets in besides its own. */
  guests(bus: string): BusOptions['allows'];
  /** Whether the bus lets this account in. */
  admits(bus: string, account: string): boolean;
  /** Hands an event to the rules of a bus. */
  publish(event: Envelope, bus: string): void;
}

/** Routes events by rules, at once. An event that has come from another bus goes to no third one. */
export function createBuses(parts: {
  readonly clock: Clock;
  readonly queues: Queues;
  readonly logGroups: LogGroups;
  /** Its accounts. */
  readonly organization: readonly string[];
  readonly buses?: readonly BusOptions[] | undefined;
  readonly rules?: readonly RuleOptions[] | undefined;
}): Buses {
  const { clock, queues, logGroups, organization } = parts;
  const rules = createRules(parts.rules);
  const policies = new Map<string, BusOptions['allows']>();
  const deliveries: Delivery[] = [];

  function admits(bus: string, account: string): boolean {
    const allows = policies.get(bus) ?? [];
    const allowed = allows === 'organization' ? organization : allows;
    return readBusArn(bus).account === account || allowed.includes(account);
  }

  function route(event: Envelope, bus: string, isForwarded: boolean): void {
    for (const rule of rules.of(bus)) {
      if (!rule.enabled || !rule.matches(event)) continue;
      for (const target of rule.targets) {
        const outcome = send(event, rule, target, isForwarded);
        deliveries.push({ time: clock.now(), event: event.id, bus, rule: rule.name, target, outcome });
        if (outcome === 'delivered' && isBus(target)) route(event, target, true);
      }
    }
  }

  function send(event: Envelope, rule: Rule, target: string, isForwarded: boolean): Delivery['outcome'] {
    if (isBus(target)) {
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
      if (isForwarded) return 'third-bus';
      return admits(target, readBusArn(rule.bus).account) ? 'delivered' : 'refused';
    }
    if (isLogGroup(target)) return keep(event, target);
    const queue = queues.find(target);
    queue?.send({ body: JSON.stringify(event), attributes: {}, senderId: 'events.amazonaws.com' });
    return queue === undefined ? 'no-queue' : 'delivered';
  }

  function keep(event: Envelope, target: string): Delivery['outcome'] {
    const group = logGroups.find(target);
    group?.events.push({
      eventId: event.id,
      timestamp: Date.parse(event.time),
      ingestionTime: clock.now(),
      logStreamName: event.id,
      message: JSON.stringify(event),
    });
    return group === undefined ? 'no-log-group' : 'delivered';
  }

  const buses: Buses = {
    rules,
    deliveries,
    allow({ arn, allows }) {
      readBusArn(arn);
      policies.set(arn, allows);
    },
    guests: (bus) => policies.get(bus) ?? [],
    admits,
    publish: (event, bus) => route(event, bus, false),
  };
  for (const bus of parts.buses ?? []) buses.allow(bus);
  return buses;
}

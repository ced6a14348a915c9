import type { Random } from '../core/random.ts';
import type { Call, Service } from '../core/service.ts';
import type { Buses } from './buses.ts';
import { busArn } from './event.ts';
import { type BusEntry, putEvents } from './put-events.ts';
import { ruleArn, ruleOperations } from './rule-operations.ts';

/** EventBridge: keeps the events that are put on buses, and sends them where rules say. */
export function createEventBridge(kept: BusEntry[], buses: Buses, random: Random): Service {
  return {
    name: 'events',
    operations: { PutEvents: putEvents(kept, buses, random), ...ruleOperations(buses) },
    resources({ Entries, EventBusName, Name, Rule }, call) {
      if (Array.isArray(Entries)) return busArns(Entries, call);
      const bus = busArn(call, typeof EventBusName === 'string' ? EventBusName : undefined);
      return [ruleArn(bus, String(Name ?? Rule), call)];
    },
  };
}

function busArns(entries: readonly Record<string, unknown>[], call: Call): string[] {
  const names = new Set(entries.map((entry) => String(entry.EventBusName ?? 'default')));
  return [...names].map((name) => busArn(call, name));
}

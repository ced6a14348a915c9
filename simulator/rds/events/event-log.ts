import type { Clock } from '../../core/clock.ts';
import type { Draw } from '../../core/draw.ts';
import type { DeliveryFaults } from '../../core/faults.ts';
import { uuid } from '../../core/random.ts';
import type { Call } from '../../core/service.ts';
import { type DurationRange, durationAt } from '../../fleet/duration.ts';
import { type EventId, type EventSource, eventTypes, type PlacedSource } from './event-types.ts';
import { type RdsEvent, toEnvelope } from './rds-event.ts';

/** An event as DescribeEvents keeps it. */
export interface LoggedEvent {
  readonly order: number;
  readonly at: number;
  readonly id: EventId;
  readonly sourceId: string;
  readonly sourceArn: string;
  readonly message: string;
}

export interface EventLog {
  /** Something has happened to a cluster or a snapshot, or to a member of the cluster; `names` fill in the message. */
  emit(id: EventId, owner: PlacedSource, member?: EventSource, names?: readonly string[]): void;
  /** Enters an event from before the simulation began; it is not delivered. */
  enter(id: EventId, owner: PlacedSource, at: number): void;
  /** Oldest first. */
  of(sourceArn: string): readonly LoggedEvent[];
  /** Oldest first. */
  list(place: Pick<Call, 'account' | 'region'>): readonly LoggedEvent[];
  /** Calls `listener` with each event as EventBridge gets it. */
  onEvent(listener: (event: RdsEvent) => void): void;
}

/** RDS lists events for 14 days. */
export const retentionMs = 14 * 86_400_000;

const delivery = { min: 1_000, max: 5_000 };
const overtaken = { min: 60_000, max: 600_000 };

/** The log of events, and their best-effort delivery: they may get lost, come twice or out of order. */
export function createEventLog(parts: {
  readonly clock: Clock;
  readonly draw: Draw;
  readonly faults: { readonly delivery: DeliveryFaults };
}): EventLog {
  const { clock, draw, faults } = parts;
  const logs = new Map<string, LoggedEvent[]>();
  const sources = new Map<string, LoggedEvent[]>();
  const listeners: ((event: RdsEvent) => void)[] = [];
  let order = 0;

  function log(id: EventId, owner: PlacedSource, source: EventSource, at: number, message: string): void {
    const event = { order: order++, at, id, sourceId: source.id, sourceArn: source.arn, message };
    keep(logs, `${owner.account}/${owner.region}`, event);
    keep(sources, source.arn, event);
  }

  function deliver(event: RdsEvent, range: DurationRange, share: number): void {
    clock.at(clock.now() + durationAt(range, share), () => {
      for (const listener of listeners) listener(event);
    });
  }

  return {
    emit(id, owner, member, names) {
      const message = messageOf(id, names);
      log(id, owner, member ?? owner, clock.now(), message);
      // Most simulations in process only list events.
      if (listeners.length === 0) return;
      const subject = `${(member ?? owner).arn} ${id}`;
      let word = 0;
      const number = uuid(() => draw(`${subject} ${order} ${word++}`));
      const event = toEnvelope({ id, owner, member, message, at: clock.now(), uuid: number });
      const { lost, doubled, reordered } = faults.delivery.events;
      const isReordered = draw(`${subject} reordered`) < reordered;
      if (draw(`${subject} lost`) >= lost)
        deliver(event, isReordered ? overtaken : delivery, draw(`${subject} delivery`));
      if (draw(`${subject} doubled`) < doubled) deliver(event, delivery, draw(`${subject} second delivery`));
    },
    enter: (id, owner, at) => log(id, owner, owner, at, messageOf(id)),
    of: (sourceArn) => sources.get(sourceArn) ?? [],
    list: ({ account, region }) => logs.get(`${account}/${region}`) ?? [],
    onEvent(listener) {
      listeners.push(listener);
    },
  };
}

function messageOf(id: EventId, names: readonly string[] = []): string {
  return names.reduce((text, name) => text.replace('`name`', name), String(eventTypes[id].message));
}

function keep(logs: Map<string, LoggedEvent[]>, name: string, event: LoggedEvent): void {
  const events = logs.get(name) ?? [];
  events.push(event);
  logs.set(
    name,
    isCrowded(events, event.at) ? events.filter(({ at }) => at > event.at - retentionMs) : events,
  );
}

/** Whether half of a long log is out of date, so that it is worth going through. */
function isCrowded(events: readonly LoggedEvent[], now: number): boolean {
  const middle = events[events.length >> 1];
  return events.length > 50 && middle !== undefined && middle.at < now - retentionMs;
}

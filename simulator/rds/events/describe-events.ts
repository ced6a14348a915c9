import type { Event, SourceType } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { invalidCombination, invalidParameter } from '../api/errors.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { type EventLog, type LoggedEvent, retentionMs } from './event-log.ts';
import { eventSources, eventTypes } from './event-types.ts';

const inputSchema = describeInput.extend({
  SourceType: z.string().optional(),
  SourceIdentifier: z.string().optional(),
  StartTime: z.date().optional(),
  EndTime: z.date().optional(),
  /** Minutes. */
  Duration: z.int().optional(),
  EventCategories: z.array(z.string()).default([]),
});
type Input = z.infer<typeof inputSchema>;

const hourMs = 3_600_000;

/**
 * Lists the events of the last 14 days, oldest first.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html
 */
export function describeEvents(log: EventLog): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    check(input);
    const { start, end } = toSpan(input, call.now);
    const sourceId = input.SourceIdentifier?.toLowerCase();
    const keep = (event: LoggedEvent) =>
      event.at >= start &&
      event.at <= end &&
      (sourceId === undefined || event.sourceId === sourceId) &&
      (input.SourceType === undefined || sourceTypeOf(event) === input.SourceType) &&
      hasCategory(event, input.EventCategories);
    const { items, ...more } = takePage(log.list(call), keyOf, input, keep);
    return { Events: items.map(toEvent), ...more };
  };
}

function check({ SourceType, SourceIdentifier, StartTime, EndTime }: Input): void {
  if (SourceIdentifier !== undefined && SourceType === undefined) {
    throw invalidCombination('The parameter SourceType must be provided with SourceIdentifier.');
  }
  if (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime) {
    throw invalidParameter('The parameter StartTime must not be after EndTime.');
  }
}

/** The requested span; by default the last hour. */
function toSpan({ StartTime, EndTime, Duration }: Input, now: number): { start: number; end: number } {
  const length = Duration === undefined ? undefined : Duration * 60_000;
  const until = StartTime === undefined || length === undefined ? now : StartTime.getTime() + length;
  const end = Math.min(now, EndTime?.getTime() ?? until);
  const start = StartTime?.getTime() ?? end - (length ?? hourMs);
  return { start: Math.max(start, now - retentionMs), end };
}

function keyOf({ order }: LoggedEvent): string {
  return String(order).padStart(12, '0');
}

function sourceTypeOf({ id }: LoggedEvent): SourceType {
  return eventSources[eventTypes[id].source].sourceType;
}

/** Whether an event has one of the wanted categories. If none is named, all events are wanted. */
export function hasCategory({ id }: LoggedEvent, wanted: readonly string[]): boolean {
  return wanted.length === 0 || eventTypes[id].categories.some((category) => wanted.includes(category));
}

/** An event as DescribeEvents reports it. There is no event id here: only the message says what happened. */
export function toEvent(event: LoggedEvent): Event {
  const { categories } = eventTypes[event.id];
  return {
    SourceIdentifier: event.sourceId,
    SourceType: sourceTypeOf(event),
    SourceArn: event.sourceArn,
    Message: event.message,
    EventCategories: [...categories],
    Date: new Date(event.at),
  };
}

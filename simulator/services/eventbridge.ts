import { type Random, uuid } from '../random.ts';
import { type Call, type Service, ServiceError } from '../service.ts';

/** An event that someone put on a bus. */
export interface BusEntry {
  readonly id: string;
  readonly time: number;
  readonly account: string;
  readonly region: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources: readonly string[];
}

/**
 * PutEvents: keeps what was put, in order. At most ten entries a call; a bad entry fails alone.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function createEventBridge(bus: BusEntry[], random: Random): Service {
  function putEvents(input: Record<string, unknown>, call: Call): Record<string, unknown> {
    const entries = Array.isArray(input.Entries) ? input.Entries : [];
    if (entries.length < 1 || entries.length > 10) {
      const rule = entries.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 10';
      const detail = `Value at 'entries' failed to satisfy constraint: Member must have length ${rule}`;
      throw new ServiceError('ValidationException', `1 validation error detected: ${detail}`);
    }
    const results = entries.map((entry, index) => {
      if (call.fault === 'entry-failure' && index === 0) {
        return { ErrorCode: 'InternalFailure', ErrorMessage: 'Internal failure' };
      }
      return putEvent(entry, call);
    });
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  }

  function putEvent(entry: Record<string, unknown>, call: Call): Record<string, string> {
    for (const name of ['Source', 'DetailType', 'Detail']) {
      if (typeof entry[name] !== 'string' || entry[name] === '') {
        const message = `Parameter ${name} is not valid. Reason: ${name} is a required argument.`;
        return { ErrorCode: 'InvalidArgument', ErrorMessage: message };
      }
    }
    const detail = parseDetail(String(entry.Detail));
    if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    const id = uuid(random);
    bus.push({
      id,
      time: entry.Time instanceof Date ? entry.Time.getTime() : call.now,
      account: call.account,
      region: call.region,
      bus: String(entry.EventBusName ?? 'default'),
      source: String(entry.Source),
      detailType: String(entry.DetailType),
      detail,
      resources: Array.isArray(entry.Resources) ? entry.Resources.map(String) : [],
    });
    return { EventId: id };
  }

  return {
    name: 'events',
    operations: { PutEvents: putEvents },
    resources: ({ Entries }, call) => (Array.isArray(Entries) ? busArns(Entries, call) : []),
  };
}

function parseDetail(text: string): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null ? detail : undefined;
  } catch {
    return undefined;
  }
}

function busArns(entries: readonly Record<string, unknown>[], call: Call): string[] {
  const names = new Set(entries.map((entry) => String(entry.EventBusName ?? 'default')));
  return [...names].map((name) =>
    name.startsWith('arn:') ? name : `arn:aws:events:${call.region}:${call.account}:event-bus/${name}`,
  );
}

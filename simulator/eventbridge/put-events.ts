import { type Random, uuid } from '../core/random.ts';
import { type Call, type Operation, ServiceError } from '../core/service.ts';
import type { Buses } from './buses.ts';
import { busArn, eventTime } from './event.ts';

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
 * PutEvents: keeps entries in order, and hands them to the rules of the bus. At most ten entries a call; a bad entry
 * fails alone.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function putEvents(kept: BusEntry[], buses: Buses, random: Random): Operation {
  function put(entry: Record<string, unknown>, call: Call): Record<string, string> {
    for (const name of ['Source', 'DetailType', 'Detail']) {
      if (typeof entry[name] !== 'string' || entry[name] === '') {
        return failed(
          'InvalidArgument',
          `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
        );
      }
    }
    const detail = parseDetail(String(entry.Detail));
    if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
    const bus = String(entry.EventBusName ?? 'default');
    const arn = busArn(call, bus);
    if (!buses.admits(arn, call.account)) {
      return failed('AccessDeniedException', `The policy of ${arn} does not let ${call.account} put events.`);
    }
    const added: BusEntry = {
      id: uuid(random),
      time: entry.Time instanceof Date ? entry.Time.getTime() : call.now,
      account: call.account,
      region: call.region,
      bus,
      source: String(entry.Source),
      detailType: String(entry.DetailType),
      detail,
      resources: Array.isArray(entry.Resources) ? entry.Resources.map(String) : [],
    };
    kept.push(added);
    const { id, time, account, region, source, detailType, resources } = added;
    const event = { version: '0', id, 'detail-type': detailType, source, account, time: eventTime(time) };
    buses.publish({ ...event, region, resources, detail }, arn);
    return { EventId: id };
  }

  return (input, call) => {
    const entries = Array.isArray(input.Entries) ? input.Entries : [];
    if (entries.length < 1 || entries.length > 10) {
      const rule = entries.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 10';
      const detail = `Value at 'entries' failed to satisfy constraint: Member must have length ${rule}`;
      throw new ServiceError('ValidationException', `1 validation error detected: ${detail}`);
    }
    const results = entries.map((entry, index) =>
      call.fault === 'entry-failure' && index === 0
        ? failed('InternalFailure', 'Internal failure')
        : put(entry, call),
    );
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
  };
}

function failed(ErrorCode: string, ErrorMessage: string): Record<string, string> {
  return { ErrorCode, ErrorMessage };
}

function parseDetail(text: string): object | undefined {
  try {
    const detail: unknown = JSON.parse(text);
    return typeof detail === 'object' && detail !== null ? detail : undefined;
  } catch {
    return undefined;
  }
}

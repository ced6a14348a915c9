import type { ChangeCalendars } from '../core/backend.ts';
import { calendarAt, calendarName } from '../core/change-calendar.ts';
import type { Clock } from '../core/clock.ts';
import { type Call, type Service, ServiceError } from '../core/service.ts';
import type { Parameters, ParameterVersion } from './parameters.ts';

/**
 * Parameters with their versions, and GetCalendarState over the given change calendars, which are open by default;
 * all by name or ARN, the same in every account and Region; a parameter that is given by its ARN is there alone.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameterHistory.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCalendarState.html
 */
export function createSsm(
  parameters: Parameters,
  calendars: ChangeCalendars = {},
  clock: Pick<Clock, 'now'> = { now: () => 0 },
): Service {
  function keyOf(name: string, call: Call): string {
    const arn = toArn(name, call);
    return parameters.has(arn) ? arn : name;
  }

  return {
    name: 'ssm',
    operations: {
      GetParameter({ Name }, call) {
        const { name, selector } = parse(Name);
        const versions = parameters.versions(keyOf(name, call));
        if (versions.length === 0) throw notFound(name);
        const wanted =
          selector === undefined ? versions.at(-1) : versions.find((one) => one.version === Number(selector));
        if (wanted === undefined) {
          throw new ServiceError(
            'ParameterVersionNotFound',
            `Systems Manager could not find version ${selector} of ${name}.`,
          );
        }
        return { Parameter: { ...shapeOf(name, wanted), ARN: toArn(name, call) } };
      },
      GetParameterHistory({ Name, MaxResults = 50, NextToken }, call) {
        const { name } = parse(Name);
        const versions = parameters.versions(keyOf(name, call));
        if (versions.length === 0) throw notFound(name);
        const first = Number(NextToken ?? 0);
        const next = first + Number(MaxResults);
        return {
          Parameters: versions.slice(first, next).map((one) => shapeOf(name, one)),
          ...(next < versions.length && { NextToken: String(next) }),
        };
      },
      PutParameter({ Name, Value, Overwrite, Tier }) {
        const { name } = parse(Name);
        const max = Tier === 'Advanced' ? 8_192 : 4_096;
        if (Buffer.byteLength(String(Value)) > max) {
          throw new ServiceError(
            'ValidationException',
            `Standard tier parameters support up to ${max} characters.`,
          );
        }
        if (parameters.has(name) && Overwrite !== true) {
          throw new ServiceError(
            'ParameterAlreadyExists',
            'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
          );
        }
        parameters.set(name, String(Value));
        return { Version: parameters.versions(name).at(-1)?.version, Tier: Tier ?? 'Standard' };
      },
      GetCalendarState({ CalendarNames, AtTime }) {
        const at = AtTime === undefined ? clock.now() : Date.parse(String(AtTime));
        const closed = namesIn(CalendarNames).flatMap((name) => {
          const periods = calendars[name];
          if (periods === undefined)
            throw new ServiceError('InvalidDocument', `Document ${name} does not exist.`);
          return periods;
        });
        const { isClosed, next } = calendarAt(closed, at);
        return {
          State: isClosed ? 'CLOSED' : 'OPEN',
          AtTime: secondsOf(at),
          ...(Number.isFinite(next) && { NextTransitionTime: secondsOf(next) }),
        };
      },
    },
    resources({ Name, CalendarNames }, { region, account }) {
      if (CalendarNames === undefined) return [toArn(parse(Name).name, { region, account })];
      return (CalendarNames as unknown[]).map((name) =>
        String(name).startsWith('arn:') ? String(name) : `arn:aws:ssm:${region}:${account}:document/${name}`,
      );
    },
  };
}

/** A name or ARN, with a version after a colon. */
function parse(text: unknown): { readonly name: string; readonly selector?: string } {
  const [name = '', selector] = String(text)
    .replace(/^arn:aws[\w-]*:ssm:[^:]*:\d*:parameter(?=\/)/, '')
    .split(':');
  return selector === undefined ? { name } : { name, selector };
}

function notFound(name: string): ServiceError {
  return new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
}

function shapeOf(Name: string, { version: Version, value: Value }: ParameterVersion) {
  return { Name, Type: 'String', DataType: 'text', Value, Version };
}

function namesIn(calendars: unknown): string[] {
  return (calendars as unknown[]).map((name) => calendarName(String(name)));
}

function secondsOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}

function toArn(name: string, { region, account }: Pick<Call, 'region' | 'account'>): string {
  if (name.startsWith('arn:')) return name;
  return `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;
}

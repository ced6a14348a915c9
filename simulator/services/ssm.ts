import type { ChangeCalendars } from '../core/backend.ts';
import { calendarAt, calendarName } from '../core/change-calendar.ts';
import type { Clock } from '../core/clock.ts';
import { type Call, type Service, ServiceError } from '../core/service.ts';

/**
 * GetParameter over the given parameters, and GetCalendarState over the given change calendars, which are open by default;
 * both by name or ARN, the same in every account and Region; a parameter that is given by its ARN is there alone.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCalendarState.html
 */
export function createSsm(
  parameters: ReadonlyMap<string, string>,
  calendars: ChangeCalendars = {},
  clock: Pick<Clock, 'now'> = { now: () => 0 },
): Service {
  return {
    name: 'ssm',
    operations: {
      GetParameter({ Name }, call) {
        const name = String(Name).replace(/^arn:aws[\w-]*:ssm:[^:]*:\d*:parameter(?=\/)/, '');
        const value = parameters.get(toArn(name, call)) ?? parameters.get(name);
        if (value === undefined) throw new ServiceError('ParameterNotFound', `Parameter ${name} not found.`);
        return {
          Parameter: {
            Name: name,
            Type: 'String',
            DataType: 'text',
            Value: value,
            Version: 1,
            ARN: toArn(name, call),
          },
        };
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
      if (CalendarNames === undefined) return [toArn(String(Name), { region, account })];
      return (CalendarNames as unknown[]).map((name) =>
        String(name).startsWith('arn:') ? String(name) : `arn:aws:ssm:${region}:${account}:document/${name}`,
      );
    },
  };
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

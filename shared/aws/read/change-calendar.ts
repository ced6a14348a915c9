import { parseArn } from '../../policy/model/arn.ts';
import type { CalendarState } from '../../policy/rules/change-calendar.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { Home } from '../client/clients.ts';
import { UnexpectedAnswer } from '../client/unexpected-answer.ts';

/**
 * The state of a change calendar now, or at an instant, with one GetCalendarState in the calendar's own Region. A calendar
 * of another account has to be shared with this one.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCalendarState.html
 */
export async function readChangeCalendar(
  home: Pick<Home, 'ssm'>,
  name: string,
  at?: EpochMs,
): Promise<CalendarState> {
  const client = await home.ssm(parseArn(name)?.region);
  const { GetCalendarStateCommand } = await import('../client/sdk/ssm.ts');
  const { State, NextTransitionTime } = await client.send(
    new GetCalendarStateCommand({
      CalendarNames: [name],
      ...(at !== undefined && { AtTime: new Date(at).toISOString() }),
    }),
  );
  if (State !== 'OPEN' && State !== 'CLOSED') {
    throw new UnexpectedAnswer(`AWS says that the change calendar ${name} is ${State}`);
  }
  const until = Date.parse(NextTransitionTime ?? '');
  return { state: State, ...(!Number.isNaN(until) && { until }) };
}

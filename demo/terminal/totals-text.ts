import { count } from '../../cli/terminal/columns.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Day } from '../day/day.ts';
import { hoursOf } from '../day/timeline.ts';
import type { CapacityTotals, StreamTotals, Totals } from '../day/totals.ts';

/** The totals of the day, a sentence each. */
export function totalsText(totals: Totals, { invocations }: Day, calls: number, tookMs: number): string[] {
  const { clusters, instances, instanceHours, instanceHoursAsleep, streams, capacities } = totals;
  const share = instanceHours === 0 ? 0 : Math.round((100 * instanceHoursAsleep) / instanceHours);
  const saved = hoursOf(instanceHoursAsleep * HOUR_MS) || '0 h';
  return [
    `${count(clusters, 'cluster')} with ${count(instances, 'instance')}: ${saved} of ${instanceHours.toFixed(0)} instance hours cost nothing (${share} %).`,
    ...(streams ? [streamSentence(streams)] : []),
    ...(capacities ? [capacitySentence(capacities)] : []),
    `${count(invocations, 'invocation')} of the real handlers made ${count(calls, 'AWS call')} over HTTP in ${(tookMs / 1000).toFixed(0)} s.`,
  ];
}

function streamSentence({ clusters, started, stopped, restarts, missing }: StreamTotals): string {
  const done = `${started} started and ${stopped} stopped, with ${count(restarts, 'restart')}`;
  return `Activity streams of ${count(clusters, 'cluster')}: ${done}; at the end ${named(missing, 'is missing', 'are missing', 'none is missing')}.`;
}

function capacitySentence({ clusters, changes, otherwise }: CapacityTotals): string {
  const ending = named(
    otherwise,
    'is not as declared',
    'are not as declared',
    'all that run are as declared',
  );
  return `Serverless capacity of ${count(clusters, 'cluster')}: ${count(changes, 'change')}; at the end ${ending}.`;
}

/** @example '2 are missing, orders and payments' */
function named(names: readonly string[], is: string, are: string, none: string): string {
  if (names.length === 0) return none;
  return `${names.length} ${names.length === 1 ? is : are}: ${names.join(', ')}`;
}

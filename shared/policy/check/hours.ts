import type { Finding } from '../../document/problem.ts';
import type { Hours } from '../hours.ts';
import type { Policy, Rule } from '../model.ts';

/** Capacity lines behind one that always holds. */
export function checkCapacityLines({ rules }: Policy): Finding[] {
  return rules.flatMap(({ capacity = [] }, index) => {
    const last = capacity.findIndex(({ hours }) => hours === undefined || hours.ranges === 'always');
    return capacity.slice(last === -1 ? capacity.length : last + 1).map((_line, offset) => ({
      path: ['rules', index, 'capacity', last + 1 + offset],
      message: `is never reached: the line before, capacity[${last}], holds always`,
      remedy: 'put the line without hours last',
    }));
  });
}

/** Activity streams that are to run while the same rule may stop their cluster. */
export function checkStreamHours({ rules }: Policy): Finding[] {
  return rules.flatMap((rule, index) =>
    stopsDuringStream(rule)
      ? [
          {
            path: ['rules', index, 'activityStream'],
            atKey: true,
            severity: 'warning',
            message: 'is to run at times when power may stop the cluster; a stopped cluster has no stream',
            remedy: 'give both the same hours, or write power: { stop: never }',
          },
        ]
      : [],
  );
}

function stopsDuringStream({ power, activityStream }: Rule): boolean {
  if (power === undefined || power.stop === 'never') {
    return false;
  }
  return (
    activityStream !== undefined && activityStream.mode !== 'off' && !spans(power.hours, activityStream.hours)
  );
}

/** Whether `outer` is open whenever `inner` is, as far as can be told without a date. */
function spans(outer: Hours | undefined, inner: Hours): boolean {
  if (outer?.ranges === 'always' || inner.ranges === 'never') {
    return true;
  }
  const open = minutesOfWeek(outer);
  return (
    (outer?.except.every((calendar) => inner.except.includes(calendar)) ?? true) &&
    [...minutesOfWeek(inner)].every((minute) => open.has(minute))
  );
}

const week = 7 * 24 * 60;

function minutesOfWeek(hours: Hours | undefined): Set<number> {
  if (hours?.ranges === 'always') {
    return new Set(Array.from({ length: week }).keys());
  }
  const ranges = hours === undefined || hours.ranges === 'never' ? [] : hours.ranges;
  return new Set(
    ranges.flatMap(({ days, start, end }) =>
      days.flatMap((day) =>
        Array.from({ length: end - start }, (_, minute) => ((day - 1) * 1440 + start + minute) % week),
      ),
    ),
  );
}

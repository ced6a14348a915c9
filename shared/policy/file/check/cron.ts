import type { Issue } from '../../../document/problem.ts';
import type { Policy } from '../../model/policy.ts';

/** Cron expressions that restrict both day fields: they name the days of either, and most people mean both. */
export function checkCronDays({ rules }: Policy): Issue[] {
  return rules.flatMap(({ snapshots }, index): Issue[] => {
    const cron = snapshots?.create?.cron;
    if (cron === undefined || !isEither(cron)) return [];
    return [
      {
        path: ['rules', index, 'snapshots', 'create', 'cron'],
        value: cron,
        severity: 'warning',
        message: 'names every day that fits the day of month or the day of week',
        remedy:
          'for days that fit both, put + before the day of week (0 3 1-7 * +MON); for the first Monday of a month, write 0 3 * * MON#1',
      },
    ];
  });
}

function isEither(cron: string): boolean {
  const [, , dayOfMonth = '*', , dayOfWeek = '*'] = cron.split(/ +/);
  return ![dayOfMonth, dayOfWeek].some((field) => /^[*?]$/.test(field)) && !dayOfWeek.startsWith('+');
}

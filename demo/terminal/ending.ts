import { refused, snapshotRefusals } from '../../cli/plan/attention-text.ts';
import { reasonLines } from '../../cli/plan/reason-lines.ts';
import { recoveryLines } from '../../cli/plan/recovery-lines.ts';
import { count } from '../../cli/terminal/columns.ts';
import type { Paint } from '../../cli/terminal/paint.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import type { Day } from '../day/day.ts';

const SHOWN_FAILURES = 5;
const RECOVERY_POINTS = 20;

/** The meanings of the reasons in the table. */
export function reasonsText({ telling }: Day, paint: Paint, width: number): string[] {
  const reasons = [...telling.values()].map(({ reason }) => reason);
  return [
    '',
    paint('heading', 'Why, and for how many clusters'),
    ...reasonLines(reasons, 'power', paint, width),
  ];
}

/** Clusters and snapshots that a rule covers and that nothing could be done to, and why. */
export function refusalsText({ refusals }: Day, paint: Paint, width: number): string[] {
  const blocks = [refused, snapshotRefusals].flatMap((of) => of({ changes: refusals }, { paint, width }));
  return blocks.flatMap((block) => ['', ...block]);
}

/** How much each cluster would lose if its Region failed at the end of the day. */
export function recoveryText({ recoveryPoints }: Day, paint: Paint, width?: number): string[] {
  if (recoveryPoints.length === 0) return [];
  const title = 'Recovery points at the end: the newest complete copy of each cluster';
  return ['', paint('heading', title), ...recoveryLines(recoveryPoints, paint, RECOVERY_POINTS, width)];
}

/** The invocations that failed, if any. */
export function failuresText({ failures }: Day, timezone: string, paint: Paint): string[] {
  if (failures.length === 0) return [];
  const more = failures.length - SHOWN_FAILURES;
  return [
    '',
    paint('fault', `${count(failures.length, 'invocation')} failed:`),
    ...failures
      .slice(0, SHOWN_FAILURES)
      .map(
        ({ at, function: name, message }) =>
          `  ${formatWhen(at, { timezone, now: at })}  ${name}  ${message}`,
      ),
    ...(more > 0 ? [`  and ${more} more, in the report`] : []),
  ];
}

/** The next steps. */
export function nextText(policy: string, fleet: string, reports: readonly string[], paint: Paint): string[] {
  return [
    '',
    paint('heading', 'Next'),
    `  Change ${policy} or ${fleet} and run npm start again.`,
    `  Look at the reports: ${reports.join(', ')}`,
    '  Plan for the simulated fleet, as you would for your own:',
    `    npm run simulator -- --fleet ${fleet} &`,
    '    unset AWS_PROFILE',
    '    export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=eu-central-1',
    '    export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any',
    `    npx dormouse-clusters plan --policy ${policy}`,
    '  Deploy, first in observe mode: npm run deploy (README.md)',
  ];
}

import { count } from '../cli/render/columns.ts';
import type { Paint } from '../cli/render/paint.ts';
import { formatWhen } from '../shared/policy/when.ts';
import type { Day } from './day.ts';
import { hoursOf } from './render-table.ts';
import type { Totals } from './totals.ts';

const SHOWN_FAILURES = 5;
const HOUR_MS = 3_600_000;

/** What the day came to, in one sentence each. */
export function totalsText(totals: Totals, { invocations }: Day, calls: number, tookMs: number): string[] {
  const { clusters, instances, instanceHours, instanceHoursStopped } = totals;
  const share = instanceHours === 0 ? 0 : Math.round((100 * instanceHoursStopped) / instanceHours);
  const saved = hoursOf(instanceHoursStopped * HOUR_MS) || '0 h';
  return [
    `${count(clusters, 'cluster')} with ${count(instances, 'instance')}: ${saved} of ${instanceHours.toFixed(0)} instance hours were not paid for (${share} %).`,
    `${count(invocations, 'invocation')} of the real handlers made ${count(calls, 'AWS call')} over HTTP in ${(tookMs / 1000).toFixed(0)} s.`,
  ];
}

/** What went wrong; nothing when nothing did. */
export function failuresText({ failures }: Day, timezone: string, paint: Paint): string[] {
  if (failures.length === 0) return [];
  const more = failures.length - SHOWN_FAILURES;
  return [
    '',
    paint('fault', `${count(failures.length, 'invocation')} failed:`),
    ...failures
      .slice(0, SHOWN_FAILURES)
      .map(({ at, function: name, message }) => `  ${formatWhen(at, timezone, at)}  ${name}  ${message}`),
    ...(more > 0 ? [`  and ${more} more, in the report`] : []),
  ];
}

/** Where to go from here. */
export function nextText(policy: string, fleet: string, reports: readonly string[], paint: Paint): string[] {
  return [
    '',
    paint('heading', 'Next'),
    `  Change ${policy} or ${fleet} and run npm start again.`,
    `  Look at the reports: ${reports.join(', ')}`,
    '  Ask for a plan of the simulated fleet, as you would of your own:',
    '    npm run simulator -- --fleet examples/fleet.yml &',
    '    export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=eu-central-1',
    '    export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any',
    '    npx dormouse plan --policy examples/policy.yml',
    '  Deploy, in mode observe first: npm run deploy (README.md)',
  ];
}

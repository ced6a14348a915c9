import { reasonLines } from '../../cli/plan/reason-lines.ts';
import { recoveryLines } from '../../cli/plan/recovery-lines.ts';
import { count, hang } from '../../cli/terminal/columns.ts';
import type { Paint } from '../../cli/terminal/paint.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import type { Day } from '../day/day.ts';

const SHOWN_FAILURES = 5;
const RECOVERY_POINTS = 20;
/** From this width on, a cluster's name and an ARN have room beside each other. */
const ROOMY = 100;

/** What the reasons in the table mean. */
export function reasonsText({ telling }: Day, paint: Paint, width: number): string[] {
  const reasons = [...telling.values()].map(({ reason }) => reason);
  return ['', paint('heading', 'Why, and for how many clusters'), ...reasonLines(reasons, paint, width)];
}

/** What a rule covers and nothing can be done to, each thing once, with what stands in the way. */
export function refusalsText({ happenings }: Day, paint: Paint, width: number): string[] {
  const refused = new Map(
    happenings
      .filter(({ what }) => what === 'refused')
      .map((happening) => [
        `${happening.account} ${happening.region} ${happening.cluster} ${happening.detail}`,
        happening,
      ]),
  );
  if (refused.size === 0) return [];
  const letters = Math.max(...[...refused.values()].map(({ cluster }) => cluster.length));
  const isNarrow = width < ROOMY;
  return [
    '',
    paint('heading', 'A rule covers these, but nothing can be done to them'),
    ...[...refused.values()].flatMap(({ cluster, detail = '' }) => {
      const head = `  ${paint('refused', '!')} ${cluster}`;
      const dim = (line: string): string => paint('dim', line);
      if (isNarrow) return [head, ...hang('      ', detail, width, dim)];
      return hang(head + ' '.repeat(letters - cluster.length + 2), detail, width, dim);
    }),
  ];
}

/** How far back each cluster would fall, were its own Region lost, at the end of the day. */
export function recoveryText({ recoveryPoints }: Day, paint: Paint, width?: number): string[] {
  if (recoveryPoints.length === 0) return [];
  const title = 'Recovery points at the end: the newest complete copy of each cluster';
  return ['', paint('heading', title), ...recoveryLines(recoveryPoints, paint, RECOVERY_POINTS, width)];
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
    `    npm run simulator -- --fleet ${fleet} &`,
    '    unset AWS_PROFILE',
    '    export AWS_ENDPOINT_URL=http://127.0.0.1:4566 AWS_REGION=eu-central-1',
    '    export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any',
    `    npx dormouse plan --policy ${policy}`,
    '  Deploy, in mode observe first: npm run deploy (README.md)',
  ];
}

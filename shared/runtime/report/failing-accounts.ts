import type { Location } from '../../policy/model/location.ts';
import type { Mode } from '../../policy/model/policy.ts';
import type { FailingNews } from '../sweep/failing-accounts.ts';
import type { ReportDeps } from './report.ts';
import { sendReports } from './send-reports.ts';

/** Reports each account that has begun to fail, or no longer does: a log line and an event. Never rejects. */
export async function reportFailingAccounts(
  deps: Pick<ReportDeps, 'function' | 'log' | 'putEvents'>,
  { began, recovered }: FailingNews,
  mode: Mode,
): Promise<void> {
  if (began.length === 0 && recovered.length === 0) return;
  const contextOf = (scope: Location) => ({ function: deps.function, mode, scope });
  for (const one of began) deps.log.error('account failing', { ...one });
  for (const one of recovered) deps.log.info('account recovered', { ...one });
  // The alarm goes by the metric, and `Sweep Failed` has been sent: events that can't be sent are not sent later.
  await sendReports(deps, ({ toEvent }) => [
    ...began.map(({ fault, ...scope }) => toEvent(contextOf(scope), 'Account Failing', { fault })),
    ...recovered.map((scope) => toEvent(contextOf(scope), 'Account Recovered', {})),
  ]);
}

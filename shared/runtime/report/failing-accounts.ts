import type { Mode } from '../../policy/model/policy.ts';
import type { FailingNews } from '../sweep/failing-accounts.ts';
import { toFault } from '../sweep/fault.ts';
import type { ReportDeps } from './report.ts';

/** Reports each account that has begun to fail, or no longer does: a log line and an event. Never rejects. */
export async function reportFailingAccounts(
  { function: name, log, putEvents }: Pick<ReportDeps, 'function' | 'log' | 'putEvents'>,
  { began, recovered }: FailingNews,
  mode: Mode,
): Promise<void> {
  if (began.length === 0 && recovered.length === 0) return;
  const { toEvent } = await import('./events.ts');
  const context = (ok: boolean, account: string, region: string) => ({
    ...{ function: name, mode },
    scope: { account, region, ok, clusters: 0 },
  });
  const events = [
    ...began.map(({ account, region, fault }) => {
      log.error('account failing', { account, region, fault });
      return toEvent(context(false, account, region), 'Account Failing', { fault });
    }),
    ...recovered.map(({ account, region }) => {
      log.info('account recovered', { account, region });
      return toEvent(context(true, account, region), 'Account Recovered', {});
    }),
  ];
  try {
    await putEvents?.(events);
  } catch (error) {
    // The alarm goes by the metric, and `Sweep Failed` has been sent.
    log.error('report not delivered', { fault: toFault(error) });
  }
}

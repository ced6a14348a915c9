import type { TargetLocation } from '../../policy/model/location.ts';
import type { Mode } from '../../policy/model/policy.ts';
import { toFault } from '../sweep/fault.ts';
import type { LeftOut } from '../sweep/organization-accounts.ts';
import type { ReportDeps } from './report.ts';

/** Why an account of an organization is not looked after. */
export function whyLeftOut({ account, organization, state }: LeftOut): string {
  return state === 'gone'
    ? `account ${account} no longer belongs to organization ${organization}, or to its units under targets: nothing is done in it any more`
    : `account ${account} of organization ${organization} is ${state}: nothing is done in it`;
}

/**
 * Reports accounts of organizations that are not looked after: a log line for each, once, and an event for one that has been
 * until now. No run fails by it, because somebody has decided that in the organization.
 */
export async function reportLeftOut(
  { function: name, log, dedupe, putEvents }: ReportDeps,
  accounts: readonly LeftOut[],
  { mode, home }: { readonly mode: Mode; home(): Promise<TargetLocation> },
): Promise<void> {
  const report = dedupe.report();
  const news = accounts.filter(({ account, state }) => report.isNew(`left out ${account}`, state));
  for (const one of news) log.warn('account left out', { ...one, detail: whyLeftOut(one) });
  const fallen = news.filter(({ wasTarget }) => wasTarget);
  try {
    if (fallen.length > 0 && putEvents !== undefined) {
      const { region } = await home();
      const { sweepFailedEvent } = await import('./events.ts');
      await putEvents(
        fallen.map((one) => {
          const scope = { account: one.account, region, ok: true, clusters: 0 };
          const fault = { name: 'AccountLeft', message: whyLeftOut(one) };
          return sweepFailedEvent({ function: name, mode, scope }, fault);
        }),
      );
    }
    report.delivered();
  } catch (error) {
    // The next run says it again.
    log.error('report not delivered', { fault: toFault(error) });
  }
}

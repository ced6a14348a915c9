import type { TargetLocation } from '../../policy/model/location.ts';
import type { Mode } from '../../policy/model/policy.ts';
import type { LeftOut } from '../sweep/organization-accounts.ts';
import type { EventMakers, ReportDeps } from './report.ts';
import { sendReports } from './send-reports.ts';

/** Why an account of an organization is not looked after. */
export function whyLeftOut({ account, organization, state }: LeftOut): string {
  return state === 'gone'
    ? `account ${account} no longer belongs to organization ${organization}, or to its units under targets: nothing is done in it any more`
    : `account ${account} of organization ${organization} is ${state}: nothing is done in it`;
}

/**
 * Reports accounts of organizations that are not looked after: a log line for each, once, and an event for one that has
 * been looked after until now. No run fails because of it: somebody has decided that in the organization.
 */
export async function reportLeftOut(
  deps: ReportDeps,
  accounts: readonly LeftOut[],
  { mode, home }: { readonly mode: Mode; home(): Promise<TargetLocation> },
): Promise<void> {
  const report = deps.dedupe.report();
  const news = accounts.filter(({ account, state }) => report.isNew(`left out ${account}`, state));
  for (const one of news) deps.log.warn('account left out', { ...one, detail: whyLeftOut(one) });
  const fallen = news.filter(({ wasTarget }) => wasTarget);
  const makeEvents = async ({ sweepFailedEvent }: EventMakers) => {
    const { region } = await home();
    return fallen.map((one) => {
      const context = { function: deps.function, mode, scope: { account: one.account, region } };
      return sweepFailedEvent(context, { name: 'AccountLeft', message: whyLeftOut(one) });
    });
  };
  if (fallen.length === 0 || (await sendReports(deps, makeEvents))) report.delivered();
}

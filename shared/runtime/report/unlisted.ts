import type { TargetLocation } from '../../policy/model/location.ts';
import type { Mode } from '../../policy/model/policy.ts';
import type { Fault } from '../sweep/outcome.ts';
import type { ReportDeps } from './report.ts';
import { sendReports } from './send-reports.ts';

/**
 * Reports that the accounts of an organization could not be listed: a log line and an event of the home account and
 * Region, whose credentials list them, once for each kind of fault.
 */
export async function reportUnlisted(
  deps: ReportDeps,
  fault: Fault | undefined,
  { mode, home }: { readonly mode: Mode; home(): Promise<TargetLocation> },
): Promise<void> {
  const report = deps.dedupe.report();
  if (!report.isNew('accounts of organizations', fault?.name) || fault === undefined) {
    report.delivered();
    return;
  }
  deps.log.error('accounts not listed', { fault });
  const { account, region } = await home();
  const context = { function: deps.function, mode, scope: { account, region } };
  const isSent = await sendReports(deps, (make) => [make.sweepFailedEvent(context, fault)], context.scope);
  if (isSent) report.delivered();
}

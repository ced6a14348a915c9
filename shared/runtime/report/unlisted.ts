import type { TargetLocation } from '../../policy/model/location.ts';
import type { Mode } from '../../policy/model/policy.ts';
import { toFault } from '../sweep/fault.ts';
import type { Fault } from '../sweep/outcome.ts';
import type { ReportDeps } from './report.ts';

/**
 * Reports that the accounts of an organization could not be listed: a log line and an event of the home account and
 * Region, whose credentials list them, once for each kind of fault.
 */
export async function reportUnlisted(
  { function: name, log, dedupe, putEvents }: ReportDeps,
  fault: Fault | undefined,
  { mode, home }: { readonly mode: Mode; home(): Promise<TargetLocation> },
): Promise<void> {
  const report = dedupe.report();
  if (!report.isNew('accounts of organizations', fault?.name) || fault === undefined) {
    report.delivered();
    return;
  }
  log.error('accounts not listed', { fault });
  const { account, region } = await home();
  const scope = { account, region, ok: false, clusters: 0 };
  try {
    const { sweepFailedEvent } = await import('./events.ts');
    await putEvents?.([sweepFailedEvent({ function: name, mode, scope }, fault)]);
    report.delivered();
  } catch (error) {
    // Accounts that are known are handled all the same, and the next run tells it again.
    log.error('report not delivered', { account, region, fault: toFault(error) });
  }
}

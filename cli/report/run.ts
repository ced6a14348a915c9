import { matchesGlobs } from '../../shared/policy/rules/match.ts';
import { DAY_MS, type EpochMs } from '../../shared/policy/time/units.ts';
import { formatUtc } from '../../shared/policy/time/when.ts';
import { locationsOf, narrowLocations } from '../../shared/runtime/sweep/locations.ts';
import { CliError } from '../errors/cli-error.ts';
import type { AwsOptions } from '../input/options.ts';
import { readPricesIfNamed } from '../input/price-file.ts';
import { type Narrowing, toRequest } from '../input/request.ts';
import { sinceFrom } from '../input/since.ts';
import { type PageOptions, writePages } from '../output/pages.ts';
import { findHome } from '../survey/home.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { byReadRoles } from '../survey/reader.ts';
import { findReadiness, restorePlaces } from '../survey/restore-readiness.ts';
import { supportJson } from '../survey/support-lines.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { readReport } from './read.ts';
import { readinessSection } from './readiness.ts';
import { reportText } from './text.ts';
import { reportTimeline } from './timeline.ts';
import { unprovenJson } from './unproven-lines.ts';

export interface ReportOptions extends AwsOptions, Narrowing, PageOptions {
  readonly since: string;
  readonly prices?: string;
  readonly readiness?: true;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeEvents.html */
const KEPT_MS = 14 * DAY_MS;

/** Writes what was done to the clusters, by whom and why. Only reads. */
export async function runReport(options: ReportOptions, io: Io): Promise<ExitCode> {
  const policy = await readListedPolicy(options.policy, io);
  const request = toRequest(options, policy);
  const sinceOf = sinceFrom(options.since);
  const prices = await readPricesIfNamed(options.prices);
  const caller = await findHome();
  const home = async () => ({ account: caller.account, region: caller.region });
  const { locations, unmatched } = narrowLocations(await locationsOf(byReadRoles(policy), home), request);
  let now: EpochMs = Date.now();
  const clockedSince = (observedAt: EpochMs) => {
    now = observedAt;
    return sinceOf(observedAt);
  };
  const [told, readiness] = await withProgress(io.stderr, 'reading AWS', async (progress) => [
    await readReport(policy, locations, caller, clockedSince, progress, prices),
    options.readiness && (await findReadiness(restorePlaces(policy, locations), caller, undefined, progress)),
  ]);
  const isMeant = ({ cluster }: { readonly cluster: string }) =>
    matchesGlobs(request.clusters ?? ['*'], cluster);
  const shown = {
    ...told,
    entries: told.entries.filter(isMeant),
    restless: told.restless.filter(isMeant),
    unproven: told.unproven.filter(isMeant),
    support: { ...told.support, ending: told.support.ending.filter(isMeant) },
    ...(readiness && { readiness: { ...readiness, clusters: readiness.clusters.filter(isMeant) } }),
  };
  const since = sinceOf(now);
  if (now - since > KEPT_MS) {
    throw new CliError(`--since ${options.since} is too long ago`, 'RDS keeps events for 14 days: write 14d');
  }
  const { timezone } = policy;
  const courses = { ...shown, clusters: told.clusters.filter(({ id }) => isMeant({ cluster: id })) };
  const timeline = reportTimeline(policy, courses, { since, now, policyName: options.policy });
  const files = await writePages(timeline, 'report', options);
  io.stdout.write(
    options.json
      ? `${JSON.stringify(
          {
            version: 1,
            since: new Date(since).toISOString(),
            entries: shown.entries.map(({ at, ...entry }) => ({ at: new Date(at).toISOString(), ...entry })),
            notStopped: shown.restless.map(({ since: at, ...one }) => ({
              ...one,
              since: new Date(at).toISOString(),
            })),
            unproven: shown.unproven.map(unprovenJson),
            support: { ...shown.support, ending: shown.support.ending.map(supportJson) },
            ...(shown.readiness && { readiness: readinessSection(shown.readiness) }),
            unread: told.unread,
            unmatched,
          },
          undefined,
          2,
        )}\n`
      : [
          reportText(shown, { timezone, now }, formatUtc(since), lookFor(io.stdout, options.color)),
          ...files.map((file) => `Written: ${file}\n`),
        ].join(''),
  );
  for (const name of unmatched) io.stderr.write(`${name} is not among the targets of the policy\n`);
  const unread = told.unread.length + (readiness?.unread.length ?? 0);
  return unread > 0 || unmatched.length > 0 ? 1 : 0;
}

import { forecast } from '../../forecast/forecast.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { readInstant } from '../../shared/policy/rules/hold.ts';
import { matchesGlobs } from '../../shared/policy/rules/match.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { CliError } from '../errors/cli-error.ts';
import { readFleetFile } from '../input/fleet-file.ts';
import type { AwsOptions } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { toRequest } from '../input/request.ts';
import { type PageOptions, writePages } from '../output/pages.ts';
import { writeWhole } from '../output/whole-file.ts';
import { listTargets } from '../survey/listed-policy.ts';
import { type ExitCode, fitted, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { type Facts, factsOfAws, factsOfFleet } from './facts.ts';
import { icsOf } from './ics.ts';
import { forecastText } from './text.ts';

export interface ForecastOptions extends AwsOptions, PageOptions {
  readonly days: string;
  readonly at?: string;
  readonly clusters?: readonly string[];
  readonly fleet?: string;
  readonly ics?: string;
}

/** Writes what the clock will do. Only reads. */
export async function runForecast(options: ForecastOptions, io: Io): Promise<ExitCode> {
  const days = readDays(options.days);
  const at = readAt(options.at);
  const policy = await readPolicy(options.policy, io);
  const { clusters: globs, ...where } = toRequest(options, policy);
  const facts =
    options.fleet === undefined
      ? await withProgress(io.stderr, 'reading AWS', async (progress) =>
          factsOfAws(await listTargets(policy, io), where, progress),
        )
      : await readFleetFacts(options.fleet, policy, at, io);
  for (const sentence of facts.unread) io.stderr.write(fitted(`warning: ${sentence}\n`, io.stderr));
  const start = at ?? facts.observedAt ?? Date.now();
  const from = start - (start % MINUTE_MS);
  const clusters = facts.clusters.filter(
    ({ cluster }) => globs === undefined || matchesGlobs(globs, cluster.id),
  );
  const about = { policyName: options.policy, fleetName: options.fleet ?? 'AWS', notes: facts.unread };
  const timeline = forecast(clusters, { policy, from, to: from + days * DAY_MS }, about);
  if (options.ics !== undefined) await writeWhole(options.ics, icsOf(timeline));
  const files = await writePages(timeline, 'forecast', options);
  const look = lookFor(io.stdout, options.color);
  io.stdout.write(
    options.json
      ? `${JSON.stringify(timeline, undefined, 2)}\n`
      : [forecastText(timeline, policy, look), ...files.map((file) => `Written: ${file}\n`)].join(''),
  );
  return facts.unread.length > 0 ? 1 : 0;
}

function readDays(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (days >= 1 && days <= 366) return days;
  throw new CliError(`--days "${text}" is not a number of days`, 'write 1 to 366, for example 14');
}

function readAt(text: string | undefined): EpochMs | undefined {
  if (text === undefined) return undefined;
  const at = readInstant(text);
  if (at !== undefined) return at;
  throw new CliError(
    `--at "${text}" is not an ISO time with Z or an offset`,
    'write for example 2026-12-24T18:00:00+01:00',
  );
}

async function readFleetFacts(path: string, policy: Policy, at: EpochMs | undefined, io: Io): Promise<Facts> {
  const fleet = await readFleetFile(path, io);
  return factsOfFleet(policy, fleet, at ?? fleet.recorded?.at ?? Date.now());
}

import { createInspector, type Inspector } from '../../shared/aws/inspect/inspector.ts';
import { findRecords, readRecord, stagesWithRecord } from '../../shared/aws/inspect/record.ts';
import { isTimezone } from '../../shared/policy/time/local-time.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import { CliError } from '../errors/cli-error.ts';
import { explained } from '../errors/explain-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { sinceFrom } from '../input/since.ts';
import { findHome } from '../survey/home.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { type Progress, withProgress } from '../terminal/progress.ts';
import { type HistoryEntry, readEntry } from './entry.ts';
import { toHistories } from './histories.ts';
import { historyJson } from './json.ts';
import { historyText } from './text.ts';
import { readWanted, type Wanted } from './wanted.ts';

export interface HistoryOptions extends OutputOptions {
  readonly since: string;
  readonly until?: string;
  readonly accounts?: readonly string[];
  readonly stage: string;
  readonly timezone?: string;
}

/** Events about an account and Region that explain why nothing happened to a cluster in it. */
const OF_PLACES = ['Sweep Failed', 'Limit Breaker Tripped'];

/** The longest time between the listing of clusters and the event about it: a run ends after 15 minutes, and EventBridge tries for a day. */
const MAX_LAG_MS = 25 * HOUR_MS;

/** Writes what happened to clusters, by the record of outcome events. Only reads. */
export async function runHistory(
  argument: string | undefined,
  options: HistoryOptions,
  io: Io,
): Promise<ExitCode> {
  const wanted = readWanted(argument);
  const timezone = timezoneOf(options.timezone);
  const now = Date.now();
  const since = sinceFrom(options.since)(now);
  const until = options.until === undefined ? now : sinceFrom(options.until, '--until')(now);
  if (until <= since) {
    throw options.until === undefined
      ? new CliError(`--since ${options.since} is still to come`, 'name an earlier time')
      : new CliError(`--until ${options.until} is before --since ${options.since}`, 'name a later time');
  }
  const { entries, unread, records } = await withProgress(io.stderr, 'reading the record', (progress) =>
    read(wanted, { since, until }, options, progress),
  );
  const histories = toHistories(entries);
  const reading = { since, until, timezone, unread };
  io.stdout.write(
    options.json
      ? historyJson(histories, reading, records)
      : historyText(histories, argument !== undefined, reading, lookFor(io.stdout, options.color)),
  );
  return 0;
}

/** @throws CliError for what is no time zone. */
function timezoneOf(given = Intl.DateTimeFormat().resolvedOptions().timeZone): string {
  if (isTimezone(given)) return given;
  throw new CliError(`"${given}" is no time zone`, 'write for example --timezone Europe/Berlin, or UTC');
}

interface Read {
  readonly entries: readonly HistoryEntry[];
  /** Lines that are no events. */
  readonly unread: number;
  /** The log groups. */
  readonly records: readonly string[];
}

async function read(
  wanted: Wanted,
  { since, until }: { readonly since: EpochMs; readonly until: EpochMs },
  { stage, accounts }: HistoryOptions,
  progress: Progress,
): Promise<Read> {
  const { region } = await findHome();
  const inspector = createInspector(region);
  const entries: HistoryEntry[] = [];
  let unread = 0;
  const isMeant = (entry: HistoryEntry): boolean =>
    (entry.cluster === undefined
      ? wanted.terms.length === 0 || OF_PLACES.includes(entry.event)
      : wanted.is(entry)) &&
    (accounts === undefined || accounts.includes(entry.account)) &&
    entry.at >= since &&
    entry.at <= until;
  const terms = wanted.terms.length === 0 ? [] : [...wanted.terms, ...OF_PLACES];
  try {
    const records = await recordsOf(inspector, stage);
    for (const record of records) {
      let pages = 0;
      for await (const lines of readRecord(inspector.logs, record, {
        from: since,
        to: until + MAX_LAG_MS,
        terms,
      })) {
        pages += 1;
        progress.waitFor(`${record}, ${pages} MB`);
        for (const line of lines) {
          const entry = readEntry(line);
          if (entry === undefined) unread += 1;
          else if (isMeant(entry)) entries.push(entry);
        }
      }
    }
    return { entries, unread, records };
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw new CliError(
      `the record of stage ${stage} cannot be read: ${explained(error).problem}`,
      'allow logs:DescribeLogGroups and logs:FilterLogEvents: docs/cli.md#history',
      { cause: error },
    );
  }
}

async function recordsOf(inspector: Inspector, stage: string): Promise<string[]> {
  const records = await findRecords(inspector.logs, stage);
  if (records.length > 0) return records;
  const stages = await stagesWithRecord(inspector.logs);
  const others =
    stages.length === 0
      ? 'name the Region of the deployment with --region, or deploy this version, which begins the record'
      : `name one of the stages that have one with --stage: ${stages.join(', ')}`;
  throw new CliError(`stage ${stage} has no record of events in ${inspector.region}`, others);
}

function isDenied(error: unknown): boolean {
  return error instanceof Error && /^AccessDenied/.test(error.name);
}

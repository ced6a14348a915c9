import { stat } from 'node:fs/promises';
import type { Prices } from '../../prices/prices.ts';
import { type Journal, openJournal } from '../../recorder/journal.ts';
import type { Listing } from '../../recorder/listing.ts';
import { recordActions } from '../../recorder/permissions.ts';
import { missingPrices } from '../../recorder/prices.ts';
import { type Prospect, prospect } from '../../recorder/record.ts';
import { maxDays } from '../../recorder/windows.ts';
import { missingText } from '../../recorder/write-fleet.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import { awsTime } from '../../shared/aws/read/time.ts';
import { defined } from '../../shared/defined.ts';
import { CliError } from '../errors/cli-error.ts';
import { forPeople } from '../errors/explain-error.ts';
import type { AwsOptions } from '../input/options.ts';
import { readPolicyText } from '../input/policy-file.ts';
import { readPriceFile } from '../input/price-file.ts';
import { canAsk, confirm } from '../terminal/confirm.ts';
import { type ExitCode, fitted, type Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { findPlaces, type Places } from './places.ts';
import { type RecordedPrices, recordPrices } from './prices.ts';
import { prospectText } from './prospect-text.ts';
import { type Recorded, recordJson, recordText } from './summary.ts';
import { writeAnonymous, writeFleet } from './write-fleet.ts';

export interface RecordOptions extends AwsOptions {
  readonly days: string;
  readonly out: string;
  readonly anonymise?: true;
  /** A file, or false with `--no-prices`. */
  readonly prices?: string | boolean;
  readonly yes?: true;
}

/** The file is put in the place of what is there, which would be the end of a device such as /dev/null. */
async function checkOut(out: string): Promise<void> {
  const there = await stat(out).catch(() => undefined);
  if (there === undefined || there.isFile()) return;
  throw new CliError(`${out} is there and is no file`, 'name another with --out');
}

/** Records the fleet that the policy names into a file. Only reads AWS. */
export async function runRecord(
  options: RecordOptions & { readonly isPolicyNamed: boolean },
  io: Io,
): Promise<ExitCode> {
  const days = daysOf(options.days);
  await checkOut(options.out);
  const given = typeof options.prices === 'string' ? await readPriceFile(options.prices) : undefined;
  const places = await findPlaces(options, io);
  const policyText = await policyToAnonymise(options, places, io);
  const journal = await openJournal(
    `${options.out}.partial`,
    { days, places: places.locations },
    await timeOf(places),
  );
  if (journal.isResumed) io.stderr.write('Goes on with the recording that was interrupted.\n');
  const found = await withProgress(io.stderr, 'reading AWS', (progress) =>
    prospectOf(places, days, journal, (what) => progress.waitFor(what)),
  ).catch(async (error: unknown) => {
    await journal.remove();
    throw forPeople(error);
  });
  if (!(await mayRead(found.prospect, options, io))) {
    // The metrics that an earlier run has paid for stay.
    if (!journal.isResumed) await journal.remove();
    return 1;
  }
  const recorded = await withProgress(io.stderr, 'recording', (progress) => {
    found.tell = (what) => progress.waitFor(what);
    return found.prospect.record();
  });
  const { fleet, span } = recorded;
  const { listings } = found.prospect;
  const prices = await pricesFor(options, given, listings, journal.until, io);
  const missing = [...recorded.missing, ...prices.missing];
  const writing = { out: options.out, fleet: { ...fleet, missing }, span };
  const policyFile = options.anonymise
    ? await writeAnonymous(writing, policyText)
    : await writeFleet(writing);
  const isComplete = missing.every(({ isLasting }) => isLasting);
  // With the journal, the next run reads only what is missing.
  if (isComplete) await journal.remove();
  const told: Recorded = {
    file: options.out,
    clusters: fleet.clusters.length,
    span,
    estimate: found.prospect.estimate,
    isComplete,
    prices,
    ...defined({ policyFile: policyFile ?? undefined }),
    missing: missing.map(missingText),
  };
  io.stdout.write(options.json ? recordJson(told) : fitted(recordText(told), io.stdout));
  return isComplete ? 0 : 1;
}

/** The text of the policy, to be written under other names; undefined when there is none, or nobody asked for it. */
async function policyToAnonymise(
  { anonymise, policy: path }: RecordOptions,
  { policy }: Places,
  io: Io,
): Promise<string | undefined> {
  if (!anonymise || policy === undefined) return undefined;
  if (path === '-') throw new CliError('the policy of standard input cannot be anonymised', 'name a file');
  return (await readPolicyText(path, io)).text;
}

/** AWS's own time, which metrics go by; this machine's if it does not answer, which the listings will report. */
async function timeOf({ locations: [first] }: Places): Promise<number> {
  if (first === undefined) return Date.now();
  return awsTime(createScope(first, undefined, { session })).catch(() => Date.now());
}

/** The prices that were given, those of AWS, or none. */
async function pricesFor(
  { out, prices }: RecordOptions,
  given: Prices | undefined,
  listings: readonly Listing[],
  now: number,
  io: Io,
): Promise<RecordedPrices> {
  if (given !== undefined) return { unknown: missingPrices(given, listings), missing: [] };
  if (prices === false) return { unknown: [], missing: [] };
  return withProgress(io.stderr, 'reading list prices', () => recordPrices(out, listings, now));
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= maxDays) return days;
  throw new CliError(
    `--days "${text}" is not a number of days`,
    `write one from 1 to ${maxDays}, CloudWatch keeps no more`,
  );
}

const session = { name: 'dormouse-record', actions: recordActions };

interface Found {
  readonly prospect: Prospect;
  /** Shows what is being read. */
  tell: (what: string) => void;
}

async function prospectOf(
  { locations, accounts, keyAliases }: Places,
  days: number,
  journal: Journal,
  tell: (what: string) => void,
): Promise<Found> {
  const scopes = locations.map((location) => createScope(location, undefined, { session }));
  const found: { tell: Found['tell'] } = { tell };
  const watch = { doing: (what: string) => found.tell(what), missing: () => undefined };
  const request = { scopes, accounts, keyAliases, days };
  return Object.assign(found, { prospect: await prospect(request, journal, watch) });
}

/** Says what it costs and asks; a script has to say --yes. */
async function mayRead(found: Prospect, { yes }: RecordOptions, io: Io): Promise<boolean> {
  io.stderr.write(fitted(prospectText(found), io.stderr));
  if (yes === true || found.estimate.metrics === 0) return true;
  if (!canAsk(io)) throw new CliError('metrics cost money, and nobody can be asked', 'add --yes');
  if (await confirm('Read them?', io)) return true;
  io.stderr.write('Nothing was recorded.\n');
  return false;
}

import { join } from 'node:path';
import { readPolicy } from '../cli/input/policy-file.ts';
import { wrap } from '../cli/terminal/columns.ts';
import { lookFor } from '../cli/terminal/io.ts';
import { MINUTE_MS } from '../shared/policy/time/units.ts';
import { formatWhen } from '../shared/policy/time/when.ts';
import { capacityRows, streamRows } from './day/aspect-rows.ts';
import { type Day, liveThrough } from './day/day.ts';
import { totalsOf } from './day/totals.ts';
import type { DemoOptions } from './options.ts';
import { writeReports } from './report/report.ts';
import { capacityTable, streamTable } from './terminal/aspect-tables.ts';
import { failuresText, nextText, reasonsText, recoveryText, refusalsText } from './terminal/ending.ts';
import { createScreen } from './terminal/screen.ts';
import { storyOf } from './terminal/story.ts';
import { dayTable, hoursPerChar } from './terminal/table.ts';
import { totalsText } from './terminal/totals-text.ts';
import { prepareEnvironment } from './world/environment.ts';
import { loadFunctions } from './world/functions.ts';
import { packagePolicy } from './world/packaged-policy.ts';
import { readPeople } from './world/people.ts';
import { shareParsedPages } from './world/shared-pages.ts';
import { startAws } from './world/simulated-aws.ts';

/** The shortest schedule of the deployed functions. */
const STEP_MS = 5 * MINUTE_MS;

/**
 * Lets the fleet live through the day with the real handlers, shows what happens, and writes the report.
 *
 * @returns The exit code: 1 when an invocation failed.
 *
 * @throws when the policy or the fleet cannot be used.
 */
export async function runDemo(options: DemoOptions): Promise<0 | 1> {
  const { policy: policyFile, fleet, from, to, out } = options;
  const began = Date.now();
  const { paint, width = Number.POSITIVE_INFINITY } = lookFor(process.stdout, true);
  const screen = createScreen(process.stdout, process.stderr);
  const { tell } = screen;
  const { timezone, mode } = await readPolicy(policyFile, process);
  const people = options.people === undefined ? [] : await readPeople(options.people);
  const aws = await startAws(fleet, from, people);
  const log = join(out, 'demo.log');
  const packaged = await packagePolicy(policyFile);
  prepareEnvironment({ url: aws.url, policy: packaged.path, log });
  shareParsedPages();

  const when = (at: number): string => formatWhen(at, { timezone, now: at });
  tell([
    paint('heading', `${policyFile} (mode ${mode}) on ${fleet}`),
    `${when(from)} to ${when(to)} ${timezone}, in simulated time`,
    ...wrap(
      'The functions run every five minutes; those that copy and delete snapshots, every fifteen. Only what changes, waits or fails is shown.',
      width,
    ),
    '',
  ]);

  const story = storyOf({ paint, timezone, clusters: aws.clusters(), width });
  let day: Day;
  try {
    day = await liveThrough({
      world: aws,
      functions: await loadFunctions(),
      from,
      to,
      stepMs: STEP_MS,
      onHappenings: (at, happenings) => tell(story(at, happenings)),
      onTick: (at) => screen.progress(`${when(at)}  ${Math.round((100 * (at - from)) / (to - from))} %`),
    });
  } finally {
    screen.end();
    await Promise.all([aws.close(), packaged.clear()]);
  }

  const sentences = totalsText(totalsOf(day, STEP_MS), day, aws.calls(), Date.now() - began);
  const reports = await writeReports(options, day, { mode, timezone, stepMs: STEP_MS, sentences });
  const table = { paint, timezone, from, stepMs: STEP_MS, width };
  tell([
    '',
    ...dayTable(day.tracks, day.telling, table),
    ...legendOf(hoursPerChar(day.tracks, table)).map((line) => paint('dim', line)),
    ...reasonsText(day, paint, width),
    ...streamTable(streamRows(day, STEP_MS), table),
    ...capacityTable(capacityRows(day), table),
    ...refusalsText(day, paint, width),
    ...recoveryText(day, paint, width),
    '',
    ...sentences.flatMap((sentence) => wrap(sentence, width)),
    ...failuresText(day, timezone, paint),
    ...nextText(policyFile, fleet, [...reports, log], paint),
  ]);
  return day.failures.length > 0 ? 1 : 0;
}

function legendOf(hours: number): string[] {
  const unit = hours === 1 ? 'an hour' : `${hours} hours`;
  return [`  █ ${unit} up  ░ stopped  · paused  ▒ neither: on its way, or out of order`];
}

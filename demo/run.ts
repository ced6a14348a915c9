import { join } from 'node:path';
import { planClusters } from '../cli/plan.ts';
import { readPolicy } from '../cli/policy-file.ts';
import { paintFor } from '../cli/render/paint.ts';
import { formatWhen } from '../shared/policy/when.ts';
import { liveThrough } from './day.ts';
import { prepareEnvironment } from './environment.ts';
import { loadFunctions } from './functions.ts';
import type { DemoOptions } from './options.ts';
import { failuresText, nextText, totalsText } from './render-ending.ts';
import { happeningLine } from './render-happening.ts';
import { dayTable } from './render-table.ts';
import { writeReport } from './report.ts';
import { createScreen } from './screen.ts';
import { startAws } from './simulated-aws.ts';
import { totalsOf } from './totals.ts';

/** The schedule of the deployed functions. */
const STEP_MS = 5 * 60_000;

/**
 * Lets the fleet live through the day with the real handlers, tells what happens, and writes the report. Gives the
 * exit code: 1 when an invocation failed.
 *
 * @throws when policy or fleet can't be used.
 */
export async function runDemo(options: DemoOptions): Promise<0 | 1> {
  const { policy: policyFile, fleet, from, to, out } = options;
  const began = Date.now();
  const paint = paintFor(process.stdout);
  const screen = createScreen(process.stdout, process.stderr);
  const { timezone, mode } = await readPolicy(policyFile, process);
  const aws = await startAws(fleet, from);
  const log = join(out, 'demo.log');
  prepareEnvironment({ url: aws.url, policy: policyFile, log });

  const when = (at: number): string => formatWhen(at, timezone, at);
  screen.line(paint('heading', `${policyFile} (mode ${mode}) on ${fleet}`));
  screen.line(`${when(from)} to ${when(to)} ${timezone}, simulated; the functions run every five minutes`);
  screen.line();

  const line = happeningLine({ paint, timezone, clusters: aws.clusters(), width: widthOf(process.stdout) });
  const day = await liveThrough({
    world: aws,
    functions: await loadFunctions(),
    from,
    to,
    stepMs: STEP_MS,
    onHappening: (happening) => screen.line(line(happening)),
    onTick: (at) => screen.progress(`${when(at)}  ${Math.round((100 * (at - from)) / (to - from))} %`),
  });
  screen.end();
  await aws.close();

  const decided = planClusters(
    day.results.flatMap(({ outcomes }) => outcomes.map(({ decision }) => decision)),
  );
  const report = await writeReport(options, day, decided, STEP_MS);
  const lines = [
    '',
    ...dayTable(day.tracks, decided, { paint, timezone, from, stepMs: STEP_MS }),
    paint('dim', '  █ up  ░ stopped  ▒ neither: stopping, starting, out of order; one character an hour'),
    '',
    ...totalsText(totalsOf(day.tracks, STEP_MS), day, aws.calls(), Date.now() - began),
    ...failuresText(day, timezone, paint),
    ...nextText(policyFile, fleet, [report, log], paint),
  ];
  for (const text of lines) screen.line(text);
  return day.failures.length > 0 ? 1 : 0;
}

/** Lines for a terminal are cut to fit, lines for a file or pipe are whole. */
function widthOf({ isTTY, columns }: NodeJS.WriteStream): number {
  return isTTY && columns > 0 ? columns : Number.POSITIVE_INFINITY;
}

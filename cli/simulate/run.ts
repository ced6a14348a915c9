import { simulateFleet } from '../../backtest/threads/simulate-fleet.ts';
import { setV8Flags } from '../../backtest/v8-flags.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { readFleetFile } from '../input/fleet-file.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { writePages } from '../output/pages.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { doneText, withProgress } from '../terminal/progress.ts';
import { type MoneyOptions, readMoney } from './money.ts';
import { type SpanOptions, spanOf } from './span.ts';
import { timelineText } from './text.ts';

export interface SimulateOptions extends OutputOptions, SpanOptions, MoneyOptions {
  readonly policy: string;
  readonly fleet: string;
  readonly out?: string;
}

/** Simulates, and writes what came of it. */
export async function runSimulate(options: SimulateOptions, io: Io): Promise<ExitCode> {
  const policy = await readPolicy(options.policy, io);
  const fleet = await readFleetFile(options.fleet, io);
  const span = spanOf(options, fleet);
  const money = await readMoney(options, io);
  setV8Flags(fleet.clusters.length);
  const { timeline } = await withProgress(io.stderr, 'simulating', async ({ waitFor }) =>
    simulateFleet({
      policy: { ...policy, mode: 'enforce', enabled: true },
      fleet,
      ...span,
      ...money,
      names: { policy: options.policy, fleet: options.fleet },
      onProgress: (share) => waitFor(doneText(share)),
    }),
  );
  const told: Timeline = { ...timeline, notes: [...notInForce(policy, options.policy), ...timeline.notes] };
  const files = await writePages(told, 'simulation', options);
  if (options.json) io.stdout.write(`${JSON.stringify(told)}\n`);
  else io.stdout.write(timelineText(told, files, lookFor(io.stdout, options.color)));
  return told.hasFailed ? 1 : 0;
}

/** A policy that changes nothing today is simulated as if it did. */
function notInForce({ mode, enabled }: Policy, name: string): string[] {
  const said = [
    ...(mode === 'observe' ? [['mode: observe', 'enforce'] as const] : []),
    ...(enabled === false ? [['enabled: false', 'true'] as const] : []),
  ];
  return said.map(
    ([words, instead]) =>
      `${name} says ${words}, so today it changes nothing; this is as if it said ${instead}.`,
  );
}

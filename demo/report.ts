import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlannedCluster } from '../cli/plan.ts';
import type { Day } from './day.ts';
import type { DemoOptions } from './options.ts';
import { renderBar } from './render-bar.ts';
import { stoppedMs } from './timeline.ts';
import { totalsOf } from './totals.ts';

const HOUR_MS = 3_600_000;

/** Writes `demo.json`: all that the day showed, for programs. Returns its path. */
export async function writeReport(
  { policy, fleet, from, to, out }: DemoOptions,
  day: Day,
  decided: readonly PlannedCluster[],
  stepMs: number,
): Promise<string> {
  const decisions = new Map(decided.map((one) => [one.arn, one]));
  const iso = (at: number): string => new Date(at).toISOString();
  const report = {
    version: 1,
    policy,
    fleet,
    from: iso(from),
    to: iso(to),
    totals: totalsOf(day.tracks, stepMs),
    invocations: day.invocations,
    failures: day.failures.map((failure) => ({ ...failure, at: iso(failure.at) })),
    clusters: day.tracks.map(({ power, ...cluster }) => ({
      ...cluster,
      hoursStopped: stoppedMs({ ...cluster, power }, stepMs) / HOUR_MS,
      hours: renderBar(power, HOUR_MS / stepMs),
      reason: decisions.get(cluster.arn)?.reason,
      detail: decisions.get(cluster.arn)?.detail,
    })),
    happenings: day.happenings.map((happening) => ({ ...happening, at: iso(happening.at) })),
  };
  await mkdir(out, { recursive: true });
  const path = join(out, 'demo.json');
  await writeFile(path, `${JSON.stringify(report, undefined, 2)}\n`);
  return path;
}

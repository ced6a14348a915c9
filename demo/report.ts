import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from './day.ts';
import type { DemoOptions } from './options.ts';
import { renderBar } from './render-bar.ts';
import { reportHtml, type Told } from './report-html.ts';
import { stoppedMs } from './timeline.ts';
import { totalsOf } from './totals.ts';

const HOUR_MS = 3_600_000;

/** Writes `demo.html`, the day for people, and `demo.json`, all of it for programs. Returns their paths. */
export async function writeReports(options: DemoOptions, day: Day, told: Told): Promise<readonly string[]> {
  const { policy, fleet, from, to, out } = options;
  const { stepMs } = told;
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
      rule: day.telling.get(cluster.arn)?.rule,
      reason: day.telling.get(cluster.arn)?.reason,
      detail: day.telling.get(cluster.arn)?.detail,
    })),
    recoveryPoints: day.recoveryPoints.map(({ at, ...point }) => ({
      ...point,
      ...(at !== undefined && { at: iso(at) }),
    })),
    happenings: day.happenings.map((happening) => ({ ...happening, at: iso(happening.at) })),
  };
  await mkdir(out, { recursive: true });
  const [html, json] = [join(out, 'demo.html'), join(out, 'demo.json')];
  await writeFile(html, reportHtml(options, day, told));
  await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
  return [html, json];
}

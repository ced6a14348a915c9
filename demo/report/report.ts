import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePage } from '../../page/write-page.ts';
import { defined } from '../../shared/defined.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { capacityRows, streamRows } from '../day/aspect-rows.ts';
import type { Day } from '../day/day.ts';
import { stretches } from '../day/stretches.ts';
import { lengthOf } from '../day/timeline.ts';
import { totalsOf } from '../day/totals.ts';
import { renderBar, renderStreaming } from '../terminal/bar.ts';
import { dayTimeline, type Played, type Told } from './timeline.ts';

/** Writes `demo.html`, the day for people, and `demo.json`, all of it for programs. Returns their paths. */
export async function writeReports(
  options: Played & { readonly out: string },
  day: Day,
  told: Told,
): Promise<readonly string[]> {
  const { policy, fleet, from, to, out } = options;
  const { stepMs } = told;
  const iso = (at: number): string => new Date(at).toISOString();
  const timeline = dayTimeline(options, day, told);
  const report = {
    version: 1,
    policy,
    fleet,
    from: iso(from),
    to: iso(to),
    totals: totalsOf(day, stepMs),
    invocations: day.invocations,
    failures: day.failures.map((failure) => ({ ...failure, at: iso(failure.at) })),
    clusters: day.tracks.map((track) => {
      const { power, streaming, clients: _, hasClients: __, capacities, ...cluster } = track;
      return {
        ...cluster,
        hoursStopped: lengthOf(power, 'stopped', stepMs) / HOUR_MS,
        hoursPaused: lengthOf(power, 'paused', stepMs) / HOUR_MS,
        hours: renderBar(power, HOUR_MS / stepMs),
        ...whyOf(day.telling.get(cluster.arn)),
      };
    }),
    streams: streamRows(day, stepMs).map(({ track: { arn, id, streaming }, reason, detail, rule }) => ({
      arn,
      id,
      hoursMissing: lengthOf(streaming, 'missing', stepMs) / HOUR_MS,
      hours: renderStreaming(streaming, HOUR_MS / stepMs),
      ...{ rule, reason, detail },
    })),
    capacities: capacityRows(day).map(({ track: { arn, id, capacities }, reason, detail, rule }) => ({
      arn,
      id,
      limits: stretches(capacities, ({ min, max }) => `${min}-${max}`).map(({ value, from: tick }) => ({
        at: iso(from + tick * stepMs),
        ...{ min: value.min, max: value.max },
      })),
      ...{ rule, reason, detail },
    })),
    streamGaps: day.latest.gaps().map(({ since, ...gap }) => ({ ...gap, since: iso(since) })),
    recoveryPoints: day.recoveryPoints.map(({ at, ...point }) => ({
      ...point,
      ...(at !== undefined && { at: iso(at) }),
    })),
    refusals: day.refusals,
    happenings: day.happenings.map((happening) => ({ ...happening, at: iso(happening.at) })),
    timeline,
  };
  await mkdir(out, { recursive: true });
  const [html, json] = [join(out, 'demo.html'), join(out, 'demo.json')];
  await writePage(timeline, html);
  await writeFile(json, `${JSON.stringify(report, undefined, 2)}\n`);
  return [html, json];
}

function whyOf(decision: Decision | undefined): Partial<Pick<Decision, 'rule' | 'reason' | 'detail'>> {
  if (decision === undefined) return {};
  const { rule, reason, detail } = decision;
  return { ...defined({ rule }), reason, detail };
}

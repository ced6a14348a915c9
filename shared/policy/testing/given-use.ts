import { type MetricWindow, metricWindow, type Series } from '../metrics/window.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Signal } from '../model/engines.ts';
import type { PowerRule } from '../model/policy.ts';
import type { Evidence } from '../power/facts.ts';
import { checkIdle } from '../power/idle.ts';
import { gaugesOf } from '../power/idle-metrics.ts';
import type { LocalTime } from '../time/local-time.ts';

/** Figures of each signal all the time; those that are missing are 0. */
export type Figures = Readonly<Partial<Record<Signal, number>>>;

/** The evidence that metrics with these figures give over the `idleFor` of the rule. */
export function evidenceOf(
  figures: Figures,
  cluster: Cluster,
  { idleForMs, idle }: Pick<PowerRule, 'idleForMs' | 'idle'>,
  { timezone, now }: LocalTime,
): Evidence {
  const window = { ...metricWindow(cluster, idleForMs, now), timezone };
  const series = gaugesOf(cluster, idle).map(({ metric, signal, perMinute, fixed }): [string, Series] => {
    const value = signal === undefined || fixed ? 0 : (figures[signal] ?? 0);
    return [metric, constant(perMinute ? value * 60 : value, window)];
  });
  return checkIdle(cluster, window, new Map(series), idle);
}

function constant(value: number, { start, end, periodMs }: MetricWindow): Series {
  const buckets = Array.from({ length: (end - start) / periodMs }, (_, index) => start + index * periodMs);
  return { points: new Map(buckets.map((at) => [at, value])), complete: true };
}

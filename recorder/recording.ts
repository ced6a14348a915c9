import type { ClusterFacts } from '../shared/aws/read/fleet-facts.ts';
import type { Turn } from '../shared/aws/read/rds-events.ts';
import { parseRuns, unknown, unsent } from '../simulator/fleet/recording.ts';
import { inShorterSteps } from './compact.ts';
import type { Listing } from './listing.ts';
import type { ReadPart } from './read-series.ts';
import type { RecordedSpan } from './windows.ts';

const minuteMs = 60_000;
const bytesPerGiB = 2 ** 30;

/** The size of the volume in GiB by its latest value; undefined when there is none. */
export function sizeOf(parts: readonly ReadPart[]): number | undefined {
  const bytes = parts
    .filter(({ series }) => series.place === 'size')
    .flatMap(({ runs }) => (runs === '' ? [] : parseRuns(runs).values))
    .findLast((value) => value > 0);
  return bytes === undefined ? undefined : Math.max(1, Math.ceil(bytes / bytesPerGiB));
}

/** The key `recording` of a cluster in a fleet file; nothing where no series was asked for. */
export function recordingOf(
  cluster: ClusterFacts,
  listing: Listing,
  parts: readonly ReadPart[],
  span: RecordedSpan,
): { recording?: Readonly<Record<string, unknown>> } {
  const metrics = joined(parts, 'metrics', span);
  if (Object.keys(metrics).length === 0) return {};
  const capacity = joined(parts, 'capacity', span);
  const cpu = metrics.CPUUtilization;
  return {
    recording: {
      from: new Date(span.from).toISOString(),
      step: `${span.stepMs / minuteMs}m`,
      metrics,
      ...(Object.keys(capacity).length > 0 && { capacity }),
      ...(cpu !== undefined && { status: statusRuns(cluster, listing, cpu, span) }),
    },
  };
}

/** The runs of each series over the whole span, by name. */
function joined(
  parts: readonly ReadPart[],
  place: ReadPart['series']['place'],
  { stepMs }: RecordedSpan,
): Readonly<Record<string, string>> {
  const own = Map.groupBy(
    parts.filter(({ series }) => series.place === place),
    ({ series }) => series.name,
  );
  return Object.fromEntries(
    Array.from(own, ([name, some]) => {
      const inOrder = some.toSorted((a, b) => a.start - b.start);
      const texts = inOrder.map((part) =>
        part.stepMs === stepMs ? part.runs : inShorterSteps(part.runs, part.stepMs / stepMs),
      );
      return [name, merged(texts.join(' '))];
    }),
  );
}

/** Neighbouring runs of the same value as one. */
function merged(text: string): string {
  const { ends, values } = parseRuns(text);
  const runs: string[] = [];
  let from = 0;
  for (const [index, value] of values.entries()) {
    if (values[index + 1] === value) continue;
    const end = ends[index] ?? from;
    const shown = value === unknown ? '?' : value === unsent ? '-' : String(value);
    runs.push(end - from === 1 ? shown : `${end - from}x${shown}`);
    from = end;
  }
  return runs.join(' ');
}

/** Instances that restart or fail over send nothing for a while; a cluster that stops does not come back so soon. */
const shortestStopMs = 15 * minuteMs;

/** The status of the real cluster: up while it sends metrics, else by its events; unknown where neither shows it. */
function statusRuns(
  { id, status: now, createdAt = 0 }: ClusterFacts,
  { turns }: Listing,
  cpu: string,
  span: RecordedSpan,
): string {
  const { ends, values } = parseRuns(cpu);
  const own = turns.filter((turn) => turn.id === id);
  const runs: [number, string][] = [];
  const add = (count: number, value: string) => {
    const last = runs.at(-1);
    if (last?.[1] === value) last[0] += count;
    else if (count > 0) runs.push([count, value]);
  };
  let from = 0;
  for (const [index, value] of values.entries()) {
    const end = ends[index] ?? from;
    const at = span.from + from * span.stepMs;
    const lengthMs = (end - from) * span.stepMs;
    const isLast = index === values.length - 1;
    if (value >= 0) add(end - from, 'available');
    else if (at + lengthMs <= createdAt) add(end - from, '?');
    else if (value === unsent && lengthMs < shortestStopMs && !isLast && index > 0)
      add(end - from, 'available');
    else if (value === unsent && (isLast ? now === 'stopped' : true)) add(end - from, 'stopped');
    else for (const [count, shown] of byEvents(own, at, end - from, span.stepMs)) add(count, shown);
    from = end;
  }
  return runs.map(([count, value]) => (count === 1 ? value : `${count}x${value}`)).join(' ');
}

/** The statuses that events show for some steps from `at` on. */
function byEvents(turns: readonly Turn[], at: number, steps: number, stepMs: number): [number, string][] {
  const runs: [number, string][] = [];
  for (let step = 0; step < steps; step += 1) {
    const turn = turns.findLast((one) => one.at <= at + step * stepMs && one.kind !== 'aws-restart');
    const value = turn === undefined ? '?' : turn.kind === 'stopped' ? 'stopped' : 'available';
    const last = runs.at(-1);
    if (last?.[1] === value) last[0] += 1;
    else runs.push([1, value]);
  }
  return runs;
}

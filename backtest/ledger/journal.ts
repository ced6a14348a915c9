import type { Command } from '../../shared/policy/model/command.ts';
import { type EpochMs, MINUTE_MS } from '../../shared/policy/time/units.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Mark, MarkKind, StreamState } from '../../timeline/timeline.ts';

/** The acts of sweeps on clusters, and the streams that they saw, kept as small as a page needs it. */
export interface Journal {
  /** An outcome that is more than a decision to leave something alone. */
  enter(at: EpochMs, cluster: Cluster, outcome: Outcome): void;
  /** The state of an activity stream that a rule decides. */
  seeStream(at: EpochMs, cluster: Cluster, state: StreamState): void;
  marksOf(cluster: Cluster): readonly Mark[];
  streamOf(cluster: Cluster): readonly (readonly [number, StreamState])[];
  /** The number of a sentence among `texts`. */
  numberOf(text: string): number;
  readonly texts: readonly string[];
}

const kinds: Readonly<Record<Command['kind'], MarkKind | undefined>> = {
  'stop-cluster': 'stop',
  'start-cluster': 'start',
  'create-snapshot': 'snapshot',
  'copy-snapshot': 'copy',
  'delete-snapshot': 'delete-snapshot',
  'tag-snapshot': undefined,
  'start-activity-stream': 'start-stream',
  'stop-activity-stream': 'stop-stream',
  'tag-activity-stream': undefined,
  'change-capacity': 'capacity',
  'restore-cluster': undefined,
  'create-drill-instance': undefined,
  'prepare-drill': undefined,
  'check-drill': undefined,
  'delete-drill-instance': undefined,
  'delete-drill-cluster': undefined,
  'close-drill': undefined,
  'note-drill': undefined,
};

/** A journal whose minutes count from `from` (ms). */
export function createJournal(from: EpochMs): Journal {
  const marks = new Map<Cluster, Mark[]>();
  const streams = new Map<Cluster, [number, StreamState][]>();
  const texts: string[] = [];
  const numbers = new Map<string, number>();

  function numberOf(text: string): number {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    numbers.set(text, texts.length);
    texts.push(text);
    return texts.length - 1;
  }

  function minuteOf(at: EpochMs): number {
    return Math.round((at - from) / MINUTE_MS);
  }

  return {
    texts,
    numberOf,
    enter(at, cluster, { decision, status, fault }) {
      const kind = kindOf(decision, status);
      if (kind === undefined) return;
      const text = fault === undefined ? decision.detail : `${fault.name}: ${fault.message}`;
      const mark: Mark = {
        minute: minuteOf(at),
        kind,
        by: 'dormouse',
        reason: decision.reason,
        text: numberOf(text),
        ...(decision.rule !== undefined && { rule: decision.rule }),
        ...((kind === 'copy' || kind === 'delete-snapshot') && { region: decision.region }),
      };
      const own = marks.get(cluster);
      if (own === undefined) marks.set(cluster, [mark]);
      else own.push(mark);
    },
    seeStream(at, cluster, state) {
      const own = streams.get(cluster) ?? [];
      streams.set(cluster, own);
      if (own.at(-1)?.[1] !== state) own.push([minuteOf(at), state]);
    },
    marksOf: (cluster) => marks.get(cluster) ?? [],
    streamOf: (cluster) => streams.get(cluster) ?? [],
  };
}

function kindOf(decision: Outcome['decision'], status: Outcome['status']): MarkKind | undefined {
  if (decision.verdict === 'act' && status === 'done') return kinds[decision.command.kind];
  return status === 'failed' || status === 'retry' ? 'failed' : undefined;
}

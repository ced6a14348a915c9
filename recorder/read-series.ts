import pMap from 'p-map';
import type { AwsScope } from '../shared/aws/client/aws-scope.ts';
import { classify } from '../shared/aws/client/faults.ts';
import {
  type ReadValues,
  readValues,
  type Values,
  type ValuesSpan,
} from '../shared/aws/read/metric-values.ts';
import { unknown, unsent } from '../simulator/fleet/recording.ts';
import type { Batch } from './batches.ts';
import { compact } from './compact.ts';
import { hashOf, type Journal } from './journal.ts';
import { type RecorderWatch, reasonOf } from './listing.ts';
import type { SeriesPlan } from './queries.ts';

/** The runs of a series in one span. */
export interface ReadPart {
  readonly series: SeriesPlan;
  /** When it begins (ms), and the length of its steps. */
  readonly start: number;
  readonly stepMs: number;
  readonly runs: string;
}

/** So many characters for all series of a cluster over 28 days: 1,000 clusters stay under 20 MB. */
const roomOfCluster = 12_000;
const roomMs = 28 * 86_400_000;

/** The characters that one of `count` series of a cluster may take over a span. */
export function roomFor({ start, end }: ValuesSpan, count: number): number {
  return (roomOfCluster * (end - start)) / roomMs / count;
}

const callsAtOnce = 2;

/** The values of all batches as runs. What cannot be read is unknown, and named once for each account and Region. */
export async function readSeries(
  scope: AwsScope,
  batches: readonly Batch[],
  journal: Journal,
  watch: RecorderWatch,
): Promise<ReadPart[]> {
  const { account, region } = scope;
  const perCluster = Map.groupBy(new Set(batches.flatMap(({ series }) => series)), ({ cluster }) => cluster);
  let done = 0;
  let failed = 0;
  let reason: string | undefined;
  let isOver = false;

  async function readBatch(batch: Batch): Promise<ReadPart[]> {
    const { span, series } = batch;
    const toPart = (plan: SeriesPlan, runs: string): ReadPart => {
      return { series: plan, start: span.start, stepMs: span.periodMs, runs };
    };
    const roomOf = ({ cluster }: SeriesPlan) => roomFor(span, perCluster.get(cluster)?.length ?? 1);
    const toRuns = (read: ReadValues) =>
      series.map((plan, index) => compact(stepsOf(read.series[index]), plan.shape, roomOf(plan)));
    // Values that came before an error are used now, and the next run reads them again.
    let kept: ReadValues | undefined;
    const name = `metrics/${account}/${region}/${hashOf([span, series.map(({ query }) => query)])}`;
    const nothing = {
      values: new Float64Array((span.end - span.start) / span.periodMs).fill(Number.NaN),
      complete: false,
    };
    try {
      const runs = await journal.once(name, async () => {
        if (isOver) throw new Skipped();
        kept = await readValues(
          scope,
          series.map(({ query }) => query),
          span,
          () => watch.doing(`metrics of ${account} in ${region}, ${done} of ${batches.length} calls`),
        );
        if (kept.error !== undefined) throw kept.error;
        if (kept.series.some(({ complete }) => !complete)) throw new Skipped();
        return toRuns(kept);
      });
      return series.map((plan, index) => toPart(plan, runs[index] ?? ''));
    } catch (error) {
      failed += 1;
      if (!(error instanceof Skipped)) {
        reason = reasonOf(error);
        isOver ||= isLasting(error);
      }
      const runs = toRuns(kept ?? { series: series.map(() => nothing), pages: 0 });
      return series.map((plan, index) => toPart(plan, runs[index] ?? ''));
    } finally {
      done += 1;
    }
  }

  const parts = await pMap(batches, readBatch, { concurrency: callsAtOnce });
  if (failed > 0) {
    const what = `metrics, ${failed} of ${batches.length} calls`;
    watch.missing({ account, region, what, why: reason ?? 'CloudWatch returned only part of them' });
  }
  return parts.flat();
}

/** Whether further calls would fail too: a refusal, or credentials that have expired. */
function isLasting(error: unknown): boolean {
  const fault = classify(error);
  return fault?.kind === 'fatal' || /^(ExpiredToken|RequestExpired)/.test(fault?.name ?? '');
}

/** Not asked, because an earlier call was refused, or answered in part. */
class Skipped extends Error {}

/** A value that is missing was not sent if the answer is complete; else nobody knows. */
function stepsOf(
  { values, complete }: Values = { values: new Float64Array(), complete: false },
): Float64Array {
  return values.map((value) => (Number.isNaN(value) || value < 0 ? (complete ? unsent : unknown) : value));
}

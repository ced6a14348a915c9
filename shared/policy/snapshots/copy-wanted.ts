import type { CopyDestination } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LocalTime } from '../time/local-time.ts';
import { isExhausted, MAX_ATTEMPTS } from './copy-attempts.ts';
import { describeKeepReason, type KeepReason, keepReasonsOf, periodOf, type Timed } from './keep.ts';
import type { OwnSnapshot } from './own.ts';
import type { Copied } from './provenance.ts';

/** What a destination has of a source snapshot, or wants of it. */
export interface CopyState {
  readonly state: 'copied' | 'inFlight' | 'wanted' | 'waits' | 'failed' | 'unwanted';
  readonly detail: string;
}

/** What there is in a destination. */
export interface Destination {
  /** Dormouse's own copies of snapshots of the cluster. */
  readonly own: readonly OwnSnapshot<Copied>[];
  /** Everything else, of whatever cluster and by whomever: AWS says what is a copy of what. */
  readonly others: readonly Snapshot[];
}

/**
 * For each source snapshot of one cluster, by its ARN, what a destination has or wants of it. Wanted is what `keep`
 * would keep, of the copies and all that could be copied. What it would keep only as the newest of an hour, day, … that
 * has a copy and is not over yet waits: otherwise each snapshot of a day would be copied in turn. A source that failed
 * as often as it is tried makes no other unwanted.
 *
 * @param sources Available snapshots that may be copied.
 */
export function copyStates(
  { region, keep }: CopyDestination,
  local: LocalTime,
  sources: readonly Snapshot[],
  destination: Destination,
): Map<string, CopyState> {
  const { timezone, now } = local;
  const copies = copiesOf(sources, destination);
  const candidates = sources.filter(({ arn }) => !copies.has(arn)).map(toTimed);
  const failed = new Set(sources.filter(({ tags }) => isExhausted(tags, region, now)).map(({ arn }) => arn));
  const own = destination.own.filter(({ snapshot }) => isSound(snapshot));
  const arns = new Set(own.map(({ snapshot }) => snapshot.arn));
  const there: Timed[] = [
    ...own.map(({ snapshot, at }) => ({ key: snapshot.arn, at })),
    ...sources.flatMap(({ arn, createdAt }) => {
      const copy = copies.get(arn);
      return copy === undefined || arns.has(copy.arn) ? [] : [{ key: copy.arn, at: createdAt }];
    }),
  ];
  const reasonsFor = (items: readonly Timed[]): Map<string, KeepReason[]> =>
    Map.groupBy(
      keep === undefined ? [] : keepReasonsOf(keep, [...there, ...items], timezone),
      ({ key }) => key,
    );
  const reasons = reasonsFor(candidates.filter(({ key }) => !failed.has(key)));
  const reasonsWithFailed = failed.size > 0 ? reasonsFor(candidates) : reasons;

  return new Map(
    sources.map(({ arn }): [string, CopyState] => {
      const copy = copies.get(arn);
      if (copy !== undefined) return [arn, describeCopy(copy)];
      const wanted = (failed.has(arn) ? reasonsWithFailed : reasons).get(arn) ?? [];
      if (keep !== undefined && wanted.length === 0) {
        return [arn, { state: 'unwanted', detail: `keep of ${region} would not keep it` }];
      }
      if (failed.has(arn)) {
        const where = 'its events Snapshot Copy Failed and Snapshot Copy Not Confirmed say how';
        const detail = `copying it to ${region} has failed ${MAX_ATTEMPTS} times; ${where}`;
        return [arn, { state: 'failed', detail }];
      }
      const detail = keep === undefined ? `${region} keeps all` : wanted.map(describeKeepReason).join(', ');
      const waits = wanted.length > 0 && wanted.every((reason) => canWait(reason, there, local));
      return [arn, { state: waits ? 'waits' : 'wanted', detail }];
    }),
  );
}

/** By ARN of the source, its copy: a complete one before one that is being made. */
function copiesOf(sources: readonly Snapshot[], { own, others }: Destination): Map<string, Snapshot> {
  const ownBySource = Map.groupBy(own, ({ provenance }) => provenance.source);
  const othersBySource = Map.groupBy(others, ({ sourceArn }) => sourceArn);
  return new Map(
    sources.flatMap(({ arn, createdAt }): [string, Snapshot][] => {
      const found = [
        ...(ownBySource.get(arn) ?? []).filter(({ at }) => at === createdAt).map(({ snapshot }) => snapshot),
        // An earlier snapshot may have had the same name. A copy has its own time or that of its source.
        ...(othersBySource.get(arn) ?? []).filter((copy) => copy.createdAt >= createdAt),
      ].filter(isSound);
      const copy = found.find(isComplete) ?? found[0];
      return copy === undefined ? [] : [[arn, copy]];
    }),
  );
}

/** Whether the period that it would be kept for goes on, and has a copy already. */
function canWait(
  { bucket, period, oldest }: KeepReason,
  there: readonly Timed[],
  { timezone, now }: LocalTime,
) {
  return (
    bucket !== 'last' &&
    !oldest &&
    periodOf(bucket, now, timezone) === period &&
    there.some(({ at }) => periodOf(bucket, at, timezone) === period)
  );
}

function describeCopy({ id, status, percentProgress }: Snapshot): CopyState {
  return status === 'available'
    ? { state: 'copied', detail: `copied as ${id}` }
    : { state: 'inFlight', detail: `${id} is ${status}, ${percentProgress}%` };
}

function isSound({ status }: Snapshot): boolean {
  return status !== 'failed';
}

function isComplete({ status }: Snapshot): boolean {
  return status === 'available';
}

function toTimed({ arn, createdAt }: Snapshot): Timed {
  return { key: arn, at: createdAt };
}

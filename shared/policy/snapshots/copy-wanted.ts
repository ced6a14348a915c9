import type { CopyDestination } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EpochMs } from '../time/units.ts';
import { isExhausted, MAX_ATTEMPTS } from './copy-attempts.ts';
import { describeKeepReason, type KeepReason, keepReasonsOf, periodOf, type Timed } from './keep.ts';
import type { Copied, OwnSnapshot } from './provenance.ts';

/** What a destination has, or wants, of a source snapshot. */
export interface CopyState {
  readonly state: 'copied' | 'inFlight' | 'wanted' | 'waits' | 'failed' | 'unwanted';
  readonly detail: string;
}

/**
 * For each source snapshot of one cluster, by its ARN, what a destination has or wants of it. Wanted is what `keep`
 * would keep, of the copies and all that could be copied. What it would keep only as the newest of an hour, day, … that
 * has a copy and is not over yet waits: otherwise each snapshot of a day would be copied in turn. A source that failed
 * as often as it is tried makes no other unwanted.
 *
 * @param sources Available snapshots that may be copied.
 * @param copies Copies of the same cluster in the destination.
 */
export function copyStates(
  { region, keep }: CopyDestination,
  timezone: string,
  now: EpochMs,
  sources: readonly Snapshot[],
  copies: readonly OwnSnapshot<Copied>[],
): Map<string, CopyState> {
  const sound = copies.filter(({ snapshot }) => snapshot.status !== 'failed');
  const ofSource = new Map(
    sound
      .toSorted((a, b) => Number(isComplete(a)) - Number(isComplete(b)))
      .flatMap((copy) => [copy.provenance.source, copy.snapshot.sourceArn ?? ''].map((arn) => [arn, copy])),
  );
  const candidates = sources.filter(({ arn }) => !ofSource.has(arn)).map(toTimed);
  const failed = new Set(sources.filter(({ tags }) => isExhausted(tags, region, now)).map(({ arn }) => arn));
  const there = sound.map(({ snapshot, at }) => ({ key: snapshot.arn, at }));
  const hold = (items: readonly Timed[]): Map<string, KeepReason[]> =>
    Map.groupBy(
      keep === undefined ? [] : keepReasonsOf(keep, [...there, ...items], timezone),
      ({ key }) => key,
    );
  const reasons = hold(candidates.filter(({ key }) => !failed.has(key)));
  const holdersWithFailed = failed.size > 0 ? hold(candidates) : reasons;

  return new Map(
    sources.map(({ arn }): [string, CopyState] => {
      const copy = ofSource.get(arn);
      if (copy !== undefined) return [arn, describeCopy(copy)];
      const places = (failed.has(arn) ? holdersWithFailed : reasons).get(arn) ?? [];
      if (keep !== undefined && places.length === 0) {
        return [arn, { state: 'unwanted', detail: `keep of ${region} would not keep it` }];
      }
      if (failed.has(arn)) {
        const where = 'its events Snapshot Copy Failed and Snapshot Copy Not Confirmed say how';
        const detail = `copying it to ${region} has failed ${MAX_ATTEMPTS} times; ${where}`;
        return [arn, { state: 'failed', detail }];
      }
      const detail = keep === undefined ? `${region} keeps all` : places.map(describeKeepReason).join(', ');
      const waits = places.length > 0 && places.every((place) => canWait(place, there, timezone, now));
      return [arn, { state: waits ? 'waits' : 'wanted', detail }];
    }),
  );
}

/** Whether the period that the place is for goes on, and has a copy already. */
function canWait(
  { bucket, period, oldest }: KeepReason,
  there: readonly Timed[],
  timezone: string,
  now: EpochMs,
) {
  return (
    bucket !== 'last' &&
    !oldest &&
    periodOf(bucket, now, timezone) === period &&
    there.some(({ at }) => periodOf(bucket, at, timezone) === period)
  );
}

function describeCopy({ snapshot: { id, status, percentProgress } }: OwnSnapshot<Copied>): CopyState {
  return status === 'available'
    ? { state: 'copied', detail: `copied as ${id}` }
    : { state: 'inFlight', detail: `${id} is ${status}, ${percentProgress}%` };
}

function isComplete({ snapshot }: OwnSnapshot): boolean {
  return snapshot.status === 'available';
}

function toTimed({ arn, createdAt }: Snapshot): Timed {
  return { key: arn, at: createdAt };
}

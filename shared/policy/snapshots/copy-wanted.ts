import { act, type Finding, skip } from '../model/finding.ts';
import type { CopyDestination } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { type CopyAttempts, readAttempts } from './copy-attempts.ts';
import { describeKeepReason, type KeepReason, keepReasonsOf, periodOf, type Timed } from './keep.ts';
import type { OwnSnapshot } from './own.ts';
import type { Copied } from './provenance.ts';

/**
 * The state of a source snapshot's copy in a destination, and what that means for a copy now. `pending`: AWS may have
 * accepted a copy that it does not show yet. `busy`, `backoff` and `failed`: it is wanted, and an attempt was made that
 * the next one waits after.
 */
export interface CopyState extends Finding {
  readonly state:
    | 'copied'
    | 'inFlight'
    | 'pending'
    | 'wanted'
    | 'waits'
    | 'busy'
    | 'backoff'
    | 'failed'
    | 'unwanted';
  readonly attempts: CopyAttempts;
}

/** The snapshots that exist in a destination. */
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
  const attempts = attemptsOf(sources, region, destination, now);
  const waiting = (why: CopyAttempts['waits']): readonly Snapshot[] =>
    sources.filter(({ arn }) => !copies.has(arn) && attempts.get(arn)?.waits === why);
  const pending = new Set(waiting('pending').map(({ arn }) => arn));
  const failed = new Set(waiting('exhausted').map(({ arn }) => arn));
  const candidates = sources.filter(({ arn }) => !copies.has(arn) && !pending.has(arn)).map(toTimed);
  const own = destination.own.filter(({ snapshot }) => isSound(snapshot));
  const arns = new Set(own.map(({ snapshot }) => snapshot.arn));
  const there: Timed[] = [
    ...own.map(({ snapshot, at }) => ({ key: snapshot.arn, at })),
    ...sources.flatMap(({ arn, createdAt }) => {
      const copy = copies.get(arn);
      if (pending.has(arn)) return [{ key: arn, at: createdAt }];
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

  // One for all of them: most sources are old, and no copy of them is wanted.
  const unwanted: Omit<CopyState, 'attempts'> = {
    state: 'unwanted',
    ...skip('copy-not-wanted', `keep of ${region} would not keep it`),
  };

  function stateOf({ arn }: Snapshot, tried: CopyAttempts): Omit<CopyState, 'attempts'> {
    const copy = copies.get(arn);
    if (copy !== undefined) return describeCopy(copy);
    if (pending.has(arn)) {
      return { state: 'pending', ...skip('copy-in-flight', describeAttempts(tried, region, local)) };
    }
    const wanted = (failed.has(arn) ? reasonsWithFailed : reasons).get(arn) ?? [];
    if (keep !== undefined && wanted.length === 0) {
      return unwanted;
    }
    if (tried.waits !== undefined) {
      const detail = describeAttempts(tried, region, local);
      return tried.waits === 'exhausted'
        ? { state: 'failed', ...skip('copy-failed', detail) }
        : { state: tried.waits, ...skip('copy-backoff', detail) };
    }
    const detail = keep === undefined ? `${region} keeps all` : wanted.map(describeKeepReason).join(', ');
    const waits = wanted.length > 0 && wanted.every((reason) => canWait(reason, there, local));
    return waits
      ? { state: 'waits', ...skip('copy-waits', detail) }
      : { state: 'wanted', ...act('to-copy', detail) };
  }

  return new Map(
    sources.map((source): [string, CopyState] => {
      const tried = attempts.get(source.arn) ?? { failed: 0 };
      return [source.arn, { ...stateOf(source, tried), attempts: tried }];
    }),
  );
}

/** By ARN of the source, the attempts to copy it so far. */
function attemptsOf(
  sources: readonly Snapshot[],
  region: string,
  { own }: Destination,
  now: EpochMs,
): Map<string, CopyAttempts> {
  const failed = Map.groupBy(
    own.filter(({ snapshot }) => !isSound(snapshot)),
    ({ provenance }) => provenance.source,
  );
  const failedOf = ({ arn, createdAt }: Snapshot): Snapshot[] =>
    (failed.get(arn) ?? []).filter(({ at }) => at === createdAt).map(({ snapshot }) => snapshot);
  return new Map(
    sources.map((source): [string, CopyAttempts] => {
      const shown = failed.size === 0 ? [] : failedOf(source);
      return [source.arn, readAttempts(source, region, shown, now)];
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

function describeAttempts(
  { waits, failed, at = 0, until = 0 }: CopyAttempts,
  region: string,
  local: LocalTime,
) {
  const next = `it is tried again from ${formatWhenIn(until, local)}`;
  switch (waits) {
    case 'pending':
      return `its copy was requested ${formatWhenIn(at, local)} and ${region} does not show it yet`;
    case 'busy':
      return `AWS was busy ${formatWhenIn(at, local)}; ${next}`;
    case 'backoff':
      return `copying it to ${region} failed ${formatWhenIn(at, local)}; ${next}`;
    default:
      return `copying it to ${region} has failed ${failed} times; its events Snapshot Copy Failed and Snapshot Copy Not Confirmed say how`;
  }
}

function describeCopy({ id, status, percentProgress }: Snapshot): Omit<CopyState, 'attempts'> {
  return status === 'available'
    ? { state: 'copied', ...skip('already-copied', `copied as ${id}`) }
    : { state: 'inFlight', ...skip('copy-in-flight', `${id} is ${status}, ${percentProgress}%`) };
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

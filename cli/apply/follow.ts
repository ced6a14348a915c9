import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { listClusters } from '../../shared/aws/read/clusters.ts';
import { listSnapshots } from '../../shared/aws/read/snapshots.ts';
import type { Location } from '../../shared/policy/model/location.ts';
import { type FollowUp, progressOf } from '../../shared/policy/report/follow-up.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';

/** How a request of a person ended, or how far it has come. */
export interface Followed {
  readonly followUp: FollowUp;
  readonly state: 'confirmed' | 'not-confirmed' | 'waiting';
  readonly detail: string;
  /** When that was seen, by AWS's clock. */
  readonly at: EpochMs;
}

export interface Following {
  scopeFor(location: Location): AwsScope;
  /** Resolves after some time, or at once when there is no more time. */
  pause(): Promise<void>;
  /** Whether to stop waiting. */
  isOver(): boolean;
  /** Called for each request when its end is seen. */
  onEnd(followed: Followed): void;
  /** Called with the requests that are still waited for. */
  onWait(waiting: readonly Followed[]): void;
  /** A look that fails is repeated. */
  warn(message: string): void;
}

/** Looks at AWS until every request is done or has failed, or the time is over. */
export async function follow(followUps: readonly FollowUp[], following: Following): Promise<Followed[]> {
  const ended: Followed[] = [];
  let open: readonly Followed[] = followUps.map((followUp) => ({
    followUp,
    state: 'waiting',
    detail: 'it has been requested',
    at: followUp.requestedAt,
  }));
  while (open.length > 0 && !following.isOver()) {
    following.onWait(open);
    await following.pause();
    const places = Map.groupBy(open, ({ followUp }) => `${followUp.account} ${followUp.region}`);
    const seen = await Promise.all([...places.values()].map((same) => lookAt(same, following)));
    open = seen.flat().filter((one) => {
      if (one.state === 'waiting') return true;
      following.onEnd(one);
      ended.push(one);
      return false;
    });
  }
  return [...ended, ...open];
}

/** One look at an account and Region. */
async function lookAt(
  same: readonly Followed[],
  { scopeFor, warn }: Following,
): Promise<readonly Followed[]> {
  const [first] = same;
  if (first === undefined) return [];
  const { account, region } = first.followUp;
  try {
    const scope = scopeFor({ account, region });
    const { clusters, observedAt } = await listClusters(scope);
    const hasSnapshots = same.some(({ followUp }) => followUp.snapshot !== undefined);
    const snapshots = hasSnapshots ? (await listSnapshots(scope, { type: 'manual' })).snapshots : [];
    return same.map(({ followUp }) => {
      const cluster = clusters.find(({ id }) => id === followUp.cluster);
      const snapshot = snapshots.find(({ id }) => id === followUp.snapshot);
      const seen = { ...(cluster && { cluster }), ...(snapshot && { snapshot }) };
      return { followUp, ...progressOf(followUp, seen, observedAt), at: observedAt };
    });
  } catch (error) {
    warn(`${account} ${region} could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return same;
  }
}

import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Log } from '../../shared/runtime/report/report.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { RunDeps } from '../../shared/runtime/sweep/run.ts';
import { aCluster, SATURDAY } from '../policy/builders.ts';
import { anAct, aSkip } from '../support/builders/power.ts';

export const home: TargetLocation = { account: '111122223333', region: 'eu-central-1' };

/** The error that an SDK client throws: `$fault` distinguishes it from a bug. */
export function serviceError(name: string, message = 'said AWS'): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: {} });
}

export function clusterAt(
  { account, region }: TargetLocation,
  id: string,
  some: Partial<Cluster> = {},
): Cluster {
  return aCluster({ id, account, region, arn: `arn:aws:rds:${region}:${account}:cluster:${id}`, ...some });
}

export interface FakeFleet {
  /** Clusters by `account/region`; an Error is what listing them throws. Those that are available are due for a stop. */
  readonly clusters: Readonly<Record<string, readonly string[] | Error>>;
  /** By cluster: what stopping it throws. */
  readonly faults?: Readonly<Record<string, unknown>>;
}

/** A recipe over a fleet in memory that stops all that is up, and the clusters that were stopped, in order. */
export function fakeRecipe({ clusters, faults = {} }: FakeFleet): { recipe: Recipe; stopped: string[] } {
  const stopped: string[] = [];
  const recipe: Recipe = {
    name: 'stop-idle-clusters',
    aspect: 'power',
    permissions: [],
    async read({ account, region }): Promise<World> {
      const ids = clusters[`${account}/${region}`] ?? [];
      if (ids instanceof Error) throw ids;
      const all = ids.map((id) => {
        const status = stopped.includes(id) ? 'stopping' : 'available';
        return { cluster: clusterAt({ account, region }, id, { status }) };
      });
      return { account, region, observedAt: SATURDAY, clusters: all };
    },
    decide: (_policy, world) =>
      world.clusters.map(({ cluster }) =>
        cluster.status === 'available' ? anAct({}, cluster) : aSkip('already-stopped', cluster),
      ),
    async act(_scope, { cluster }) {
      if (Object.hasOwn(faults, cluster)) throw faults[cluster];
      stopped.push(cluster);
    },
  };
  return { recipe, stopped };
}

/** A scope without clients: fake recipes make no calls. */
export function fakeScopeFor({ account, region }: TargetLocation): AwsScope {
  const none = (): never => {
    throw new Error('no client in this test');
  };
  return {
    account,
    region,
    inRegion: none,
    clients: {
      get rds() {
        return none();
      },
      get cloudwatch() {
        return none();
      },
      get kms() {
        return none();
      },
    },
  };
}

export function fakeDeps(some: Partial<RunDeps> = {}): RunDeps {
  return { home: async () => home, scopeFor: fakeScopeFor, ...some };
}

/** A log that keeps its lines as `level message`, and their metadata. */
export function fakeLog(): Log & { readonly lines: string[]; readonly metadata: Record<string, unknown>[] } {
  const lines: string[] = [];
  const metadata: Record<string, unknown>[] = [];
  const at = (level: string) => (message: string, more: Record<string, unknown>) => {
    lines.push(`${level} ${message}`);
    metadata.push(more);
  };
  return { lines, metadata, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

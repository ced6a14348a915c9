import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { defined } from '../../shared/defined.ts';
import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { Act, Decision } from '../../shared/policy/model/decision.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Log } from '../../shared/runtime/report/report.ts';
import type { Fault, Outcome, OutcomeStatus } from '../../shared/runtime/sweep/outcome.ts';
import type { Recipe } from '../../shared/runtime/sweep/recipe.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import type { RunDeps } from '../../shared/runtime/sweep/run.ts';
import { aCluster, SATURDAY } from '../policy/builders.ts';

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

/** An act of which a test says only what matters to it, whether that fits together or not. */
type AnyAct = Pick<Act, keyof Act>;

export function anAct(some: Partial<AnyAct> = {}, cluster = aCluster()): Act {
  const { arn, account, region, id } = cluster;
  return {
    resourceArn: arn,
    account,
    region,
    cluster: id,
    aspect: 'power',
    action: 'stop',
    rule: 'developers',
    verdict: 'act',
    reason: 'idle',
    detail: 'no use for an hour',
    command: { kind: 'stop-cluster', account, region, cluster: id, arn, tags: {} },
    ...some,
  } as Act;
}

/** A copy of a snapshot to another Region. */
export function aCopy(some: Partial<AnyAct> = {}): Act {
  const [region, snapshot] = ['us-west-2', 'rds:dev-orders-2026-11-21'];
  const resourceArn = `arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:${snapshot}`;
  return anAct({
    region,
    snapshot,
    resourceArn,
    aspect: 'snapshots',
    action: 'copySnapshot',
    reason: 'to-copy',
    ...some,
  });
}

/** A snapshot that is not copied. */
export function aSkippedCopy(reason: Decision['reason'], some: Partial<AnyAct> = {}): Decision {
  const { command: _, ...rest } = aCopy(some);
  return { ...rest, verdict: 'skip', reason };
}

export function aSkip(reason: Decision['reason'], cluster = aCluster()): Decision {
  const { command: _, ...rest } = anAct({}, cluster);
  return { ...rest, verdict: 'skip', reason };
}

export function anOutcome(status: OutcomeStatus, decision: Decision = anAct(), fault?: Fault): Outcome {
  return { decision, status, ...defined({ fault }) };
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

/** The outcome of each cluster, in short. */
export function statuses<S extends string>({
  outcomes,
}: {
  readonly outcomes: readonly { readonly decision: { readonly cluster: string }; readonly status: S }[];
}): Record<string, S> {
  return Object.fromEntries(outcomes.map(({ decision, status }) => [decision.cluster, status]));
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

/** The output of a run over `home` in which nothing was due. */
export function aResult(some: Partial<SweepResult> = {}): SweepResult {
  return {
    function: 'stop-idle-clusters',
    mode: 'enforce',
    at: '2026-11-21T12:00:00.000Z',
    ok: true,
    summary: { status: {}, reason: {} },
    scopes: [{ ...home, ok: true, clusters: 3 }],
    outcomes: [],
    omitted: 0,
    unmatched: [],
    warnings: [],
    ...some,
  };
}

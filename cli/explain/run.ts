import { defined } from '../../shared/defined.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { supportOf } from '../../shared/policy/recovery/support.ts';
import { explain } from '../../shared/policy/report/explain.ts';
import { explainOrder } from '../../shared/policy/report/explain-order.ts';
import { destinationRegions } from '../../shared/policy/snapshots/locations.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import type { SweepRequest } from '../../shared/runtime/request/event.ts';
import type { AwsOptions } from '../input/options.ts';
import { readPricesIfNamed } from '../input/price-file.ts';
import { toRequest } from '../input/request.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { unreadScopes } from '../survey/scopes.ts';
import { survey } from '../survey/survey.ts';
import { type ExitCode, fitted, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { explainStream } from './activity-stream.ts';
import { explainCapacity } from './capacity.ts';
import { type AspectExplanations, explanationText } from './explanation-text.ts';
import { explanationJson } from './json.ts';
import { noSuchCluster } from './no-such-cluster.ts';
import { explainRecovery } from './recovery.ts';
import { explainSnapshots, type Found } from './snapshots.ts';

export interface ExplainOptions extends AwsOptions {
  readonly prices?: string;
}

/** Explains the cluster of this identifier or ARN, each if several have it. Only reads. */
export async function runExplain(wanted: string, options: ExplainOptions, io: Io): Promise<ExitCode> {
  const policy = await readListedPolicy(options.policy, io);
  const prices = await readPricesIfNamed(options.prices);
  const { results, worlds, snapshots, warnings, support } = await withProgress(
    io.stderr,
    'reading AWS',
    (progress) =>
      survey(policy, placesOf(wanted, options, policy), progress, { support: true, ...defined({ prices }) }),
  );
  const decisions = results.flatMap(({ outcomes }) => outcomes.map(({ decision }) => decision));
  const power = decisions.filter(({ aspect }) => aspect === 'power');
  const recoveryPoints = results.flatMap((result) => result.recoveryPoints ?? []);
  const streamGaps = results.flatMap((result) => result.streamGaps ?? []);
  const found = { decisions, snapshots, recoveryPoints, streamGaps };
  const explanations = worlds.flatMap((world) =>
    world.clusters
      .filter(({ cluster }) => isWanted(cluster, wanted))
      .map((observed) => ({
        ...explain(policy, observed, world.observedAt, power),
        ...aspectsOf(policy, observed.cluster, world, found),
        ...defined({
          order: explainOrder(
            policy,
            observed.cluster,
            world.clusters.map(({ cluster }) => cluster),
          ),
          support: supportOf(
            observed.cluster,
            support?.versions[observed.cluster.region] ?? [],
            world.observedAt,
          ),
          cost: support?.costs?.get(observed.cluster.arn),
        }),
      })),
  );
  const unread = unreadScopes(results);
  const faults = Map.groupBy(unread, ({ fault }) => `${fault.name}: ${fault.message}`);
  for (const [fault, places] of faults) {
    const named = places.map(({ account, region }) => `${account} ${region}`);
    io.stderr.write(fitted(`${named.join(', ')} could not be read: ${fault}\n`, io.stderr));
  }
  if (explanations.length === 0) throw noSuchCluster(wanted, worlds, unread);
  const { paint, width } = lookFor(io.stdout, options.color);
  io.stdout.write(
    options.json
      ? `${JSON.stringify({ version: 1, explanations: explanations.map(explanationJson), unread, warnings }, undefined, 2)}\n`
      : `${explanations.map((each) => explanationText(each, paint, width)).join('\n\n')}\n`,
  );
  return unread.length + warnings.length > 0 ? 1 : 0;
}

function aspectsOf(
  policy: Policy,
  cluster: Cluster,
  world: World,
  found: Found & { readonly streamGaps: readonly StreamGap[] },
): AspectExplanations {
  const activityStream = explainStream(policy, cluster, world, found);
  const capacity = explainCapacity(policy, cluster, world.observedAt, found.decisions);
  const recovery = explainRecovery(policy, cluster, world.observedAt, found.decisions);
  return {
    ...defined({ activityStream, capacity, recovery }),
    snapshots: explainSnapshots(policy, cluster, world.observedAt, found),
  };
}

/** For an ARN, only its account and Region are read, for `--region` that Region; and the destinations of their copies. */
function placesOf(wanted: string, options: AwsOptions, policy: Policy): SweepRequest {
  const { account, region } = parseArn(wanted) ?? {};
  if (account && region) {
    return { regions: [region, ...destinationRegions(policy, account, region)], accounts: [account] };
  }
  const { regions: [only] = [] } = toRequest(options, policy);
  if (only === undefined) return {};
  return {
    regions: [only, ...policy.targets.flatMap((target) => destinationRegions(policy, target.account, only))],
  };
}

/** RDS keeps identifiers in lower case. */
function isWanted({ arn, id }: Cluster, wanted: string): boolean {
  return arn === wanted || id === wanted.toLowerCase();
}

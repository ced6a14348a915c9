import pMap from 'p-map';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { createScope } from '../../shared/aws/client/clients.ts';
import type { Caller } from '../../shared/aws/client/identity.ts';
import { listClusters } from '../../shared/aws/read/clusters.ts';
import { nearest } from '../../shared/document/nearest.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { readGlob } from '../../shared/policy/rules/glob.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { locationsOf } from '../../shared/runtime/sweep/locations.ts';
import { CliError } from '../errors/cli-error.ts';
import { explainError } from '../errors/explain-error.ts';
import type { Progress } from '../terminal/progress.ts';
import { findHome } from './home.ts';

/** One cluster, and how a person reaches it. */
export interface FoundCluster {
  readonly cluster: Cluster;
  readonly scope: AwsScope;
  readonly caller: Caller;
  /** By AWS's clock. */
  readonly observedAt: EpochMs;
}

/** Candidates that an ambiguous name lists. */
const LISTED = 10;

/**
 * The one cluster that an identifier, ARN or glob names among the policy's targets, or in the Region given of them. In
 * the caller's own account it is reached with the caller's own credentials, elsewhere by the role of the target.
 *
 * @throws CliError when no cluster or several answer to it, or one that could not be read may.
 */
export async function findCluster(
  wanted: string,
  policy: Policy,
  region: string | undefined,
  progress: Progress,
): Promise<FoundCluster> {
  const caller = await findHome();
  const arn = parseArn(wanted);
  const targets = await locationsOf(policy, async () => ({ account: caller.account, region: caller.region }));
  const places = targets.filter(
    (target) =>
      target.region === (arn?.region ?? region ?? target.region) &&
      target.account === (arn?.account ?? target.account),
  );
  if (places.length === 0) {
    throw new CliError(
      `no target of the policy may have ${wanted}`,
      'add its account and Region under targets',
    );
  }
  const isWanted = testOf(wanted);
  const unread: string[] = [];
  const listed = await pMap(
    places,
    async (place) => {
      const scope = createScope(asPerson(place, caller), undefined, {
        warn: progress.warn,
        session: { name: 'dormouse-cli' },
      });
      try {
        return { scope, ...(await listClusters(scope)) };
      } catch (error) {
        if (places.length === 1) throw error;
        unread.push(`${place.account} ${place.region}: ${explainError(error)}`);
        return undefined;
      }
    },
    { concurrency: 4 },
  );
  const read = listed.filter((one) => one !== undefined);
  const found = read.flatMap(({ clusters, ...place }) =>
    clusters.filter(isWanted).map((cluster) => ({ ...place, cluster, caller })),
  );
  const [first] = found;
  if (unread.length > 0) throw notAllRead(wanted, unread);
  if (first === undefined)
    throw noneFound(
      wanted,
      read.flatMap(({ clusters }) => clusters),
    );
  if (found.length > 1)
    throw severalFound(
      wanted,
      found.map(({ cluster }) => cluster.arn),
    );
  return first;
}

/** The role of a target lets in functions; in their own account people have credentials of their own. */
export function asPerson(place: TargetLocation, { account }: Pick<Caller, 'account'>): TargetLocation {
  return place.account === account ? { account, region: place.region } : place;
}

function testOf(wanted: string): (cluster: Cluster) => boolean {
  if (parseArn(wanted)) return ({ arn }) => arn === wanted;
  const glob = readGlob(wanted);
  if (!glob.ok) {
    throw new CliError(
      `"${wanted}" ${glob.message}`,
      'name a cluster by its identifier, its ARN, or a glob such as dev-ord*',
    );
  }
  return ({ id }) => glob.value(id);
}

function notAllRead(wanted: string, unread: readonly string[]): CliError {
  return new CliError(
    `whether only one cluster is named ${wanted} is not known, because not all could be read: ${unread.join('; ')}`,
    'name the cluster by its ARN, or its Region with --region',
  );
}

function noneFound(wanted: string, clusters: readonly Cluster[]): CliError {
  const near = nearest(
    wanted,
    clusters.map(({ id }) => id),
  );
  const remedy = near === undefined ? 'list all clusters with dormouse plan --all' : `did you mean ${near}?`;
  return new CliError(
    `no cluster ${wanted} in the ${clusters.length} clusters of the policy's targets`,
    remedy,
  );
}

function severalFound(wanted: string, arns: readonly string[]): CliError {
  const more = arns.length > LISTED ? [`and ${arns.length - LISTED} more`] : [];
  const lines = [...arns.slice(0, LISTED), ...more].map((line) => `\n  ${line}`).join('');
  return new CliError(`${arns.length} clusters answer to ${wanted}`, `name one of them by its ARN:${lines}`);
}

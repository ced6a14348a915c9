import { CreateDBInstanceCommand, RestoreDBClusterFromSnapshotCommand } from '@aws-sdk/client-rds';
import { stringify } from 'yaml';
import { noteAnswer } from '../../shared/aws/client/aws-clock.ts';
import type { AwsScope } from '../../shared/aws/client/aws-scope.ts';
import { listClusters } from '../../shared/aws/read/clusters.ts';
import { listMembers } from '../../shared/aws/read/members.ts';
import { listOrderableClasses } from '../../shared/aws/read/restore-offers.ts';
import { listSnapshots } from '../../shared/aws/read/snapshots.ts';
import { decideReadiness } from '../../shared/policy/recovery/readiness/decide.ts';
import { questionsOf } from '../../shared/policy/recovery/readiness/needs.ts';
import type { Place } from '../../shared/policy/recovery/readiness/place.ts';
import { type RestorePoint, restorables } from '../../shared/policy/recovery/readiness/restore-points.ts';
import { type ClusterRecipe, recipeOf } from '../../shared/policy/recovery/recipe/recipe.ts';
import {
  planRestore,
  type RestorePlan,
  type RestoreStep,
} from '../../shared/policy/recovery/recipe/restore.ts';
import { writeRecipe } from '../../shared/policy/recovery/recipe/tags.ts';
import { readRestorePlace } from '../../shared/runtime/read/restore-place.ts';
import { createClock } from '../../simulator/core/clock.ts';
import { createDraw } from '../../simulator/core/draw.ts';
import { directClients } from '../../simulator/direct-clients.ts';
import { readFleet } from '../../simulator/fleet/read-fleet.ts';
import { createFleetBackend } from '../../simulator/fleet-backend.ts';
import { AWAY, type DisasterWorld, fleetOf, HOME } from './generated-disaster.ts';

const ACCOUNT = '111122223333';
const NOW = Date.parse('2026-11-23T12:00:00Z');
/** Longer than any restore. */
const WAIT = 7 * 3_600_000;

/** A simulated AWS of a generated world, spoken to without the wire. */
function open(text: string, seed: number) {
  const read = readFleet(text);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const clock = createClock(NOW);
  const backend = createFleetBackend({ fleet: read.value, clock, draw: createDraw(seed, clock) });
  const scopeOf = (region: string): AwsScope => {
    const place = { account: ACCOUNT, region };
    const { rds, kms, cloudwatch } = directClients(backend.services, place, clock, (call) => {
      if ('output' in call) noteAnswer(call.output, clock.now());
    });
    return {
      ...place,
      clients: { rds, kms: async () => kms, cloudwatch: async () => cloudwatch },
      inRegion: scopeOf,
    };
  };
  return { clock, home: scopeOf(HOME), away: scopeOf(AWAY) };
}

/** The recipes of the sources, by DBClusterIdentifier, as create-snapshots would have described them. */
async function recipesOf(world: DisasterWorld): Promise<Map<string, ClusterRecipe>> {
  const { home } = open(stringify(fleetOf(world, () => ({}))), world.seed);
  const [{ clusters }, members] = await Promise.all([listClusters(home), listMembers(home)]);
  return new Map(
    clusters.flatMap((cluster) => {
      const recipe = recipeOf(cluster, members);
      return recipe === undefined ? [] : [[cluster.id, recipe]];
    }),
  );
}

/** The end of one restore after the loss of the home Region, and the finding of readiness before. */
export interface Attempt {
  readonly cluster: string;
  /** Codes of what readiness named. */
  readonly named: readonly string[];
  /** The error that the restore met. Absent: it was restored. */
  readonly error?: string;
  readonly source?: ClusterRecipe;
  readonly restored?: ClusterRecipe;
  readonly plan?: RestorePlan;
}

/** Asks for the readiness, loses the home Region, and restores whatever is left in the other one. */
export async function disaster(world: DisasterWorld): Promise<Attempt[]> {
  const recipes = await recipesOf(world);
  const tagsOf = (id: string) => {
    const recipe = recipes.get(id);
    return recipe === undefined ? {} : writeRecipe(recipe, 40).tags;
  };
  const { clock, home, away } = open(stringify(fleetOf(world, tagsOf)), world.seed);
  const [{ clusters }, { snapshots }] = await Promise.all([listClusters(home), listSnapshots(away)]);
  const all = restorables({ clusters, snapshots, members: {} }, HOME);
  const places = await Promise.all(questionsOf(all).map((questions) => readRestorePlace(away, questions)));
  const readiness = decideReadiness({ restorables: all, places, now: clock.now(), lost: HOME, unlisted: [] });
  const attempts: Attempt[] = [];
  for (const [index, { cluster, points }] of all.entries()) {
    const { findings = [], places: found = [] } = readiness[index] ?? {};
    const named = [...findings, ...(found[0]?.findings ?? [])]
      .filter(({ severity }) => severity === 'blocker')
      .map(({ code }) => code);
    const [point] = points;
    const [place] = places;
    const restore =
      point === undefined || place === undefined
        ? { error: 'nothing is left' }
        : await restoreIn(away, point, place, () => clock.advanceTo(clock.now() + WAIT));
    const source = recipes.get(cluster);
    attempts.push({ cluster, named, ...restore, ...(source && point?.lacks === undefined && { source }) });
  }
  return attempts;
}

async function restoreIn(
  scope: AwsScope,
  point: RestorePoint,
  place: Place,
  wait: () => void,
): Promise<Pick<Attempt, 'error' | 'restored' | 'plan'>> {
  const { snapshot } = point;
  const cluster = `arn:aws:rds:${HOME}:${ACCOUNT}:cluster:${snapshot.clusterId}`;
  const plan = planRestore({ snapshot, recipe: point.recipe ?? { cluster, without: [] } });
  try {
    for (const step of plan.steps) {
      const input = inputOf(step, plan, place, point);
      if (step.command.startsWith('restore'))
        await scope.clients.rds.send(new RestoreDBClusterFromSnapshotCommand(input as never));
      if (step.command === 'create-db-instance')
        await scope.clients.rds.send(new CreateDBInstanceCommand(input as never));
      if (step.command.startsWith('wait')) wait();
    }
    if (point.recipe?.instances === undefined) await createAny(scope, plan.cluster, point);
    wait();
  } catch (error) {
    // An error that is not AWS's refusal is a mistake in this file.
    if (!(error instanceof Error && '$fault' in error)) throw error;
    return { error: error.name };
  }
  const [{ clusters }, members] = await Promise.all([listClusters(scope), listMembers(scope)]);
  const made = clusters.find(({ id }) => id === plan.cluster);
  const restored = made && recipeOf(made, members);
  return { plan, ...(restored && { restored }) };
}

/** Nobody knows which instances there were: any class that can be ordered. */
async function createAny(scope: AwsScope, cluster: string, { snapshot }: RestorePoint): Promise<void> {
  const { engine, engineVersion = '' } = snapshot;
  const [instanceClass] = Object.keys(await listOrderableClasses(scope, engine, engineVersion)).filter(
    (name) => name !== 'db.serverless',
  );
  const ids = { DBInstanceIdentifier: `${cluster}-1`, DBClusterIdentifier: cluster };
  await scope.clients.rds.send(
    new CreateDBInstanceCommand({ ...ids, Engine: engine, DBInstanceClass: instanceClass }),
  );
}

/** The input of the API for a command line, as the AWS CLI makes it of the options that the simulator takes. */
function inputOf({ options }: RestoreStep, plan: RestorePlan, place: Place, point: RestorePoint) {
  const named = new Map(
    options.map(([name, ...values]) => [
      name,
      values.map((value) => (typeof value === 'string' ? value : give(value.wanted, plan, place, point))),
    ]),
  );
  const one = (name: string) => named.get(name)?.[0];
  const range = one('serverless-v2-scaling-configuration')
    ?.split(',')
    .map((pair) => pair.split('='));
  const fields = {
    ...{
      DBClusterIdentifier: one('db-cluster-identifier'),
      DBInstanceIdentifier: one('db-instance-identifier'),
    },
    ...{ SnapshotIdentifier: one('snapshot-identifier'), DBInstanceClass: one('db-instance-class') },
    ...{ Engine: one('engine'), EngineVersion: one('engine-version'), KmsKeyId: one('kms-key-id') },
    ...{
      DBSubnetGroupName: one('db-subnet-group-name'),
      VpcSecurityGroupIds: named.get('vpc-security-group-ids'),
    },
    DBClusterParameterGroupName: one('db-cluster-parameter-group-name'),
    DBParameterGroupName: one('db-parameter-group-name'),
    Port: one('port') && Number(one('port')),
    PromotionTier: one('promotion-tier') && Number(one('promotion-tier')),
    PubliclyAccessible:
      named.has('publicly-accessible') || (named.has('no-publicly-accessible') ? false : undefined),
    DeletionProtection: named.has('deletion-protection') || undefined,
    CopyTagsToSnapshot: named.has('copy-tags-to-snapshot') || undefined,
    ServerlessV2ScalingConfiguration:
      range && Object.fromEntries(range.map(([key = '', value]) => [key, Number(value)])),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The value that somebody would give: the same name, else another that fits, else the same name all the same. */
function give(name: string, plan: RestorePlan, place: Place, { snapshot }: RestorePoint): string {
  const { was = '' } = plan.wanted.find(({ wanted }) => wanted === name) ?? {};
  if (name === 'SECURITY_GROUPS') return 'sg-0123456789abcdef0';
  if (name === 'SUBNET_GROUP') {
    const groups = 'known' in place.subnetGroups ? place.subnetGroups.known : [];
    const usable = groups.filter(({ zones }) => zones >= 2);
    return (usable.find((one) => one.name === was) ?? usable[0])?.name ?? was;
  }
  const groups = name.startsWith('CLUSTER') ? place.clusterParameterGroups : place.parameterGroups;
  const versions = place.versions[snapshot.engine];
  const offered = versions && 'known' in versions ? versions.known : [];
  const family = offered.find(({ version }) => version === snapshot.engineVersion)?.family;
  const fitting = ('known' in groups ? groups.known : []).filter((one) => one.family === family);
  const own = fitting.filter((one) => !one.name.startsWith('default.'));
  return (own.find((one) => one.name === was) ?? own[0])?.name ?? was;
}

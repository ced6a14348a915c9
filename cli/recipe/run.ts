import { createScope } from '../../shared/aws/client/clients.ts';
import { readSnapshot } from '../../shared/aws/read/snapshots.ts';
import { defined } from '../../shared/defined.ts';
import { parseArn } from '../../shared/policy/model/arn.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import type { ClusterRecipe } from '../../shared/policy/recovery/recipe/recipe.ts';
import { planRestore } from '../../shared/policy/recovery/recipe/restore.ts';
import { readRecipe } from '../../shared/policy/recovery/recipe/tags.ts';
import { CliError } from '../errors/cli-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { findHome } from '../survey/home.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { restoreScript } from './script.ts';

export interface RecipeOptions extends OutputOptions {
  readonly as?: string;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html */
const IDENTIFIER = /^[a-z](-?[a-z0-9]){0,62}$/i;

/** Writes the script that restores a snapshot by the recipe in its tags, or both as JSON. Only reads. */
export async function runRecipe(wanted: string, options: RecipeOptions, io: Io): Promise<ExitCode> {
  const { as } = options;
  if (as !== undefined && !IDENTIFIER.test(as)) {
    throw new CliError(`--as "${as}" can be no cluster's name`, 'write letters, digits and single hyphens');
  }
  const snapshot = await withProgress(io.stderr, 'reading AWS', ({ warn }) => find(wanted, warn));
  const recipe = recipeIn(snapshot);
  const plan = planRestore({ snapshot, recipe, ...defined({ as }) });
  const { id, arn, status, createdAt } = snapshot;
  const about = { id, arn, status, createdAt: new Date(createdAt).toISOString() };
  io.stdout.write(
    options.json
      ? `${JSON.stringify({ version: 1, snapshot: about, recipe, restore: plan }, undefined, 2)}\n`
      : restoreScript(snapshot, plan),
  );
  return 0;
}

async function find(wanted: string, warn: (text: string) => void): Promise<Snapshot> {
  const home = await findHome();
  const arn = parseArn(wanted);
  if (arn !== undefined && arn.account !== home.account) {
    throw new CliError(
      `the snapshot is in account ${arn.account}, the credentials are of ${home.account}`,
      'name a profile of its account with --profile',
    );
  }
  const region = arn?.region ?? home.region;
  try {
    return await readSnapshot(createScope({ account: home.account, region }, undefined, { warn }), wanted);
  } catch (error) {
    if (!(error instanceof Error) || !/SnapshotNotFound/.test(error.name)) throw error;
    const remedy =
      'name its ARN, or its Region with --region; aws rds describe-db-cluster-snapshots lists them';
    throw new CliError(`there is no cluster snapshot ${wanted} in ${region}`, remedy, { cause: error });
  }
}

/** Tags are written by whoever may tag, so a recipe that is not whole is no recipe. */
function recipeIn({ tags, id }: Snapshot): ClusterRecipe {
  const found = readRecipe(tags);
  switch (found.state) {
    case 'whole':
      return found.recipe;
    case 'none':
      throw new CliError(
        `the snapshot ${id} has no recipe in its tags`,
        'name one that Dormouse took or copied; read the settings of the source cluster while it is there',
      );
    case 'damaged':
      throw new CliError(
        `the recipe in the tags of ${id} is damaged: ${found.detail}`,
        'find out who changed its tags dormouse:recipe-*, or name another snapshot of the cluster',
      );
  }
}

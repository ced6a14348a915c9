import { oncePerThing } from '../../../once.ts';
import type { Cluster, Member } from '../../model/cluster.ts';
import type { CopySnapshotCommand, CreateSnapshotCommand } from '../../model/command.ts';
import type { Act } from '../../model/decision.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { type ClusterRecipe, type RecipeField, recipeOf } from './recipe.ts';
import { readRecipe, writeRecipe } from './tags.ts';

type Tags = Readonly<Record<string, string>>;

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const MAX_TAGS = 50;
const SYSTEM = /^aws:/i;

/** For the notes that follow: a copy to each of some Regions, and that nothing keeps the snapshot any more. */
const LATER_TAGS = 10;

/**
 * The act that takes a snapshot, with the recipe of its cluster in the tags, as far as there is room beside those that
 * the cluster passes on.
 *
 * @param members Those of the Region; absent: they could not be read.
 */
export function describeCreated<A extends Act<CreateSnapshotCommand>>(
  created: A,
  cluster: Cluster,
  members: readonly Member[] | undefined,
): A {
  const recipe = recipeOf(cluster, members);
  if (recipe === undefined) return created;
  const inherited = cluster.setup?.flags?.includes('copyTags') ? cluster.tags : {};
  return withRecipe(created, recipe, inherited);
}

/**
 * The act that copies a snapshot, with the recipe that its source has; one without a recipe of this cluster takes that
 * of the cluster as it is now.
 *
 * @param members Those of the source's Region; absent: they could not be read, or are not needed.
 */
export function describeCopied<A extends Act<CopySnapshotCommand>>(
  copied: A,
  source: Snapshot,
  cluster: Cluster,
  members: readonly Member[] | undefined,
): A {
  const own = recipeOfSource(source);
  const recipe = own ?? recipeOf(cluster, members);
  if (recipe === undefined) return copied;
  const described = withRecipe(copied, recipe, {});
  if (own !== undefined) return described;
  const found = readRecipe(source.tags);
  return found.state === 'damaged'
    ? { ...described, detail: `${described.detail}; the recipe of its source is damaged: ${found.detail}` }
    : described;
}

/** The recipe in the tags of a snapshot, if it is one of the cluster that AWS names; undefined for none or a damaged one. */
export const recipeOfSource = oncePerThing(
  ({ tags, clusterId, resourceId }: Snapshot): ClusterRecipe | undefined => {
    const found = readRecipe(tags);
    if (found.state !== 'whole') return undefined;
    const { recipe } = found;
    const isSame =
      recipe.resourceId === undefined || resourceId === undefined
        ? recipe.cluster.endsWith(`:cluster:${clusterId}`)
        : recipe.resourceId === resourceId;
    return isSame ? recipe : undefined;
  },
);

function withRecipe<A extends Act<CreateSnapshotCommand | CopySnapshotCommand>>(
  made: A,
  recipe: ClusterRecipe,
  inherited: Tags,
): A {
  const { tags } = made.command;
  const others = Object.keys({ ...inherited, ...tags }).filter((key) => !SYSTEM.test(key));
  const { tags: recipeTags, without } = writeRecipe(recipe, MAX_TAGS - LATER_TAGS - others.length);
  const command = { ...made.command, tags: { ...tags, ...recipeTags } };
  return { ...made, command, detail: `${made.detail}${lackText(recipe.without, without)}` };
}

/** The words that a detail gets about a recipe that is not whole; else none. */
function lackText(unread: readonly RecipeField[], without: readonly RecipeField[]): string {
  const noRoom = without.filter((name) => !unread.includes(name));
  return [
    unread.length === 0 ? '' : `; its recipe lacks ${unread.join(', ')}, which could not be read`,
    noRoom.length === 0 ? '' : `; its tags leave no room for ${noRoom.join(', ')} in its recipe`,
  ].join('');
}

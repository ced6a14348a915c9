import { listOf, mapOf, mapsOf, textOf } from './convert.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The conditions of a match. */
export interface SelectedClusters {
  readonly tags?: Readonly<Record<string, readonly string[]>>;
  readonly clusters?: readonly string[];
}

/** ARNs that stand for clusters: of all services, of all of RDS, or of some clusters. */
const ARN = /^(?:\*|arn:aws[a-z-]*:rds:[^:]*:[^:]*:(?:\*|cluster:(?<id>[a-z0-9*-]+)))$/;

/**
 * The clusters of a BackupSelection, as one match for each of the tags of which any suffices. None when it says nothing
 * that a match can.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupSelection.html
 */
export function matchesOf(selection: Fields, say: (text: string) => void): SelectedClusters[] {
  const clusters = clustersOf(selection, say);
  if (clusters === undefined) return [];
  const all = conditionsOf(mapOf(selection.Conditions) ?? {}, say);
  const any = new Map<string, string[]>();
  for (const { ConditionKey, ConditionValue } of mapsOf(selection.ListOfTags)) {
    const [key = '', value = ''] = [textOf(ConditionKey), textOf(ConditionValue)];
    any.set(key, [...(any.get(key) ?? []), value]);
  }
  const common = clusters.length > 0 ? { clusters } : {};
  const both = [...any.keys()].filter((key) => Object.hasOwn(all, key));
  if (both.length > 0)
    say(`the tag ${both[0]} is both in Conditions and in ListOfTags; the rule has the latter`);
  const matches = Array.from(any, ([key, values]) => ({ ...common, tags: { ...all, [key]: values } }));
  if (matches.length > 0) return matches;
  const hasTags = Object.keys(all).length > 0;
  return hasTags || clusters.length > 0 ? [{ ...common, ...(hasTags && { tags: all }) }] : [];
}

/** Globs over identifiers, none for all clusters; undefined when it selects none. */
function clustersOf({ Resources, NotResources }: Fields, say: (text: string) => void): string[] | undefined {
  const idsOf = (arns: unknown): (string | undefined)[] =>
    listOf(arns).flatMap((arn) => {
      const found = ARN.exec(textOf(arn) ?? '');
      return found === null ? [] : [found.groups?.id];
    });
  const included = idsOf(Resources);
  if (listOf(Resources).length > 0 && included.length === 0) {
    say('its resources are no clusters');
    return undefined;
  }
  const isAll = included.length === 0 || included.some((id) => id === undefined || id === '*');
  const excluded = idsOf(NotResources).flatMap((id) => (id === undefined ? [] : [`!${id}`]));
  return [...(isAll ? [] : included.flatMap((id) => id ?? [])), ...excluded];
}

function conditionsOf(conditions: Fields, say: (text: string) => void): Record<string, readonly string[]> {
  const tags: Record<string, readonly string[]> = {};
  for (const [operator, parameters] of Object.entries(conditions)) {
    for (const { ConditionKey, ConditionValue } of mapsOf(parameters)) {
      const key = (textOf(ConditionKey) ?? '').replace(/^aws:ResourceTag\//, '');
      const value = textOf(ConditionValue) ?? '';
      if (Object.hasOwn(tags, key))
        say(`the tag ${key} has several conditions, of which the rule has the first`);
      tags[key] ??= [operator.includes('Not') ? `!${value}` : value];
    }
  }
  return tags;
}

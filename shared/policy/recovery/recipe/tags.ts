import { createHash } from 'node:crypto';
import { forms } from './fields.ts';
import { type ClusterRecipe, type RecipeField, recipeFields } from './recipe.ts';

type Tags = Readonly<Record<string, string>>;

/** The beginning of the keys. */
export const RECIPE_TAGS = 'dormouse:recipe-';
const VERSION = 'v1';
/** As long as a checksum. */
const NO_SUM = '0'.repeat(16);

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const MAX_VALUE = 256;
const MAX_TAGS = 50;

/** A recipe as tags, and the fields of it that they do not hold. */
export interface WrittenRecipe {
  /** Empty: there is no room for any. */
  readonly tags: Tags;
  readonly without: readonly RecipeField[];
}

/** The recipe of its cluster in the tags of a snapshot. */
export type FoundRecipe =
  | { readonly state: 'none' }
  | { readonly state: 'whole'; readonly recipe: ClusterRecipe }
  /** They are not what Dormouse wrote, so nothing of them is believed. */
  | { readonly state: 'damaged'; readonly detail: string };

/**
 * Writes a recipe into at most `room` tags, `dormouse:recipe-1` and so on: the version, the number of tags, a checksum,
 * and the fields. Where not all fit, the more important ones go first.
 */
export function writeRecipe(recipe: ClusterRecipe, room: number): WrittenRecipe {
  const texts = new Map(
    recipeFields.flatMap((name) => {
      const text = forms[name].isIn(recipe) ? forms[name].write(recipe) : undefined;
      return text === undefined ? [] : [[name, `${name}:${text}`] as const];
    }),
  );
  const lack = (names: readonly RecipeField[]) =>
    recipeFields.filter(
      (name) => recipe.without.includes(name) || (forms[name].isIn(recipe) && !names.includes(name)),
    );
  const write = (names: readonly RecipeField[], without: readonly RecipeField[]) =>
    chunksOf(
      names.map((name) => texts.get(name) ?? ''),
      without,
    );
  let chosen = [...texts.keys()];
  let chunks = write(chosen, lack(chosen));
  if (chunks.length > room) {
    chosen = [];
    for (const name of texts.keys()) {
      // With room for the list of what is left out, should nothing else fit.
      const rest = recipeFields.filter((other) => other !== name && !chosen.includes(other));
      if (write([...chosen, name], rest).length <= room) chosen.push(name);
    }
  }
  // A recipe that names no cluster proves nothing.
  if (!chosen.includes('cluster')) return { tags: {}, without: lack([]) };
  if (chunks.length > room) chunks = write(chosen, lack(chosen));
  const keyed = chunks.map((chunk, at) => [`${RECIPE_TAGS}${at + 1}`, chunk] as const);
  return { tags: Object.fromEntries(keyed), without: lack(chosen) };
}

/** Reads the tags that `writeRecipe` wrote. Anybody who may tag the snapshot can have written others. */
export function readRecipe(tags: Tags): FoundRecipe {
  const first = tags[`${RECIPE_TAGS}1`];
  if (first === undefined) {
    const isCut = Object.keys(tags).some((key) => key.startsWith(RECIPE_TAGS));
    return isCut ? damaged(`the tag ${RECIPE_TAGS}1 is missing`) : { state: 'none' };
  }
  const [version = '', count = ''] = first.split(' ', 2);
  if (version !== VERSION) {
    return damaged(`its version is not ${VERSION}; update Dormouse if a newer one wrote it`);
  }
  const parts = /^\d\d$/.test(count) ? Number(count) : 0;
  if (parts < 1 || parts > MAX_TAGS) return damaged(`${RECIPE_TAGS}1 does not begin as a recipe does`);
  const values = Array.from({ length: parts }, (_, at) => tags[`${RECIPE_TAGS}${at + 1}`]);
  const missing = values.findIndex((value) => value === undefined || value.length > MAX_VALUE);
  if (missing >= 0) return damaged(`the tag ${RECIPE_TAGS}${missing + 1} is missing`);
  const [, , sum = '', ...fields] = values.join('').split(' ');
  if (sum !== checksumOf(count, fields)) return damaged('its checksum does not fit: a tag has been changed');
  return toRecipe(fields);
}

function toRecipe(fields: readonly string[]): FoundRecipe {
  const seen = new Set<string>();
  let recipe: Partial<ClusterRecipe> = {};
  for (const text of fields) {
    const at = text.indexOf(':');
    const name = text.slice(0, at);
    const value = text.slice(at + 1);
    const found = seen.has(name) ? undefined : readField(name, value);
    if (found === undefined) return damaged(`${name || 'a field'} is not as Dormouse writes it`);
    seen.add(name);
    recipe = { ...recipe, ...found };
  }
  const { cluster, without = [], ...rest } = recipe;
  if (cluster === undefined) return damaged('it names no cluster');
  return { state: 'whole', recipe: { ...rest, cluster, without } };
}

function readField(name: string, value: string): Partial<ClusterRecipe> | undefined {
  if (name === 'without') {
    const names = value.split('+');
    const known = recipeFields.filter((one) => names.includes(one));
    return known.join('+') === value ? { without: known } : undefined;
  }
  const known = recipeFields.find((one) => one === name);
  return known && forms[known].read(value);
}

function damaged(detail: string): FoundRecipe {
  return { state: 'damaged', detail };
}

/** The values of the tags, each of at most 256 characters and with no space at its ends, which a tag may lose. */
function chunksOf(fields: readonly string[], without: readonly RecipeField[]): string[] {
  const all = without.length === 0 ? fields : [...fields, `without:${without.join('+')}`];
  const body = all.join(' ');
  // The text is as long for every number of tags and every checksum.
  const count = `${cut(`${VERSION} 00 ${NO_SUM} ${body}`).length}`.padStart(2, '0');
  return cut([VERSION, count, checksumOf(count, all), body].join(' '));
}

function cut(text: string): string[] {
  const chunks: string[] = [];
  let rest = text;
  while (rest.length > MAX_VALUE) {
    const isSpace = (at: number): boolean => rest[at] === ' ';
    const at = [MAX_VALUE, MAX_VALUE - 1, MAX_VALUE - 2].find((end) => !isSpace(end) && !isSpace(end - 1));
    chunks.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...chunks, rest];
}

function checksumOf(count: string, fields: readonly string[]): string {
  return createHash('sha256')
    .update([VERSION, count, ...fields].join(' '))
    .digest('hex')
    .slice(0, 16);
}

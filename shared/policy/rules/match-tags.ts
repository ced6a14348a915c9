import { oncePerThing } from '../../once.ts';
import type { Match } from '../model/policy.ts';
import { type GlobTest, splitGlobs, tagGlobTest } from './glob.ts';
import { differenceFrom, differenceOf } from './near-miss.ts';

type Tags = Readonly<Record<string, string>>;

/** The condition of a match about one tag. */
interface TagTest {
  readonly key: string;
  readonly globs: readonly string[];
  /** The values of the tag: none where it is absent, several where only case tells its keys apart. */
  valuesIn(tags: Tags): string[];
  holds(values: readonly string[]): boolean;
}

/** Whether a cluster has the tags that a match wants. Exclusions alone hold for a tag that is absent, too. */
export function hasTags(match: Match, tags: Tags): boolean {
  return testsOf(match).every((test) => test.holds(test.valuesIn(tags)));
}

/** `env="dev"|"test", owner=*` */
export function describeTags({ tags = {}, ignoreCase }: Match): string {
  const wanted = Object.entries(tags).map(([key, globs]) => `${key}=${globs.map(quoted).join('|')}`);
  return `${wanted.join(', ')}${ignoreCase ? ' in any case' : ''}`;
}

/** The tags of a cluster that a match asks about. */
export function describeFoundTags(match: Match, tags: Tags): string {
  return testsOf(match)
    .map((test) => foundTag(test, tags))
    .join(', ');
}

const testsOf = oncePerThing(({ tags = {}, ignoreCase = false }: Match): readonly TagTest[] =>
  Object.entries(tags).map(([key, globs]) => toTest(key, globs, ignoreCase)),
);

function toTest(key: string, globs: readonly string[], ignoreCase: boolean): TagTest {
  const { wanted, unwanted } = splitGlobs(globs);
  const isWanted = anyOf(wanted, ignoreCase);
  const isUnwanted = anyOf(unwanted, ignoreCase);
  return {
    key,
    globs,
    valuesIn: (tags) => (ignoreCase ? valuesInAnyCase(key, tags) : valuesOf(key, tags)),
    holds: (values) => (wanted.length === 0 || values.some(isWanted)) && !values.some(isUnwanted),
  };
}

function anyOf(globs: readonly string[], ignoreCase: boolean): GlobTest {
  const tests = globs.map((glob) => tagGlobTest(glob, ignoreCase));
  return (value) => tests.some((test) => test(value));
}

function valuesOf(key: string, tags: Tags): string[] {
  const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
  return value === undefined ? [] : [value];
}

function valuesInAnyCase(key: string, tags: Tags): string[] {
  const lower = key.toLowerCase();
  return Object.entries(tags).flatMap(([own, value]) => (own.toLowerCase() === lower ? [value] : []));
}

/** Quoted, so that blanks show; with a note where the value or key is nearly the wanted one. */
function foundTag(test: TagTest, tags: Tags): string {
  const { key, globs } = test;
  const values = test.valuesIn(tags);
  if (values.length === 0) {
    const near = Object.keys(tags).find((other) => differenceOf(other, key) !== undefined);
    return near === undefined ? `no tag ${key}` : `no tag ${key}, but ${near}`;
  }
  const [near] = test.holds(values)
    ? []
    : values
        .flatMap((value) => splitGlobs(globs).wanted.map((wanted) => [value, wanted] as const))
        .flatMap(nearOf);
  const note = near === undefined ? '' : ` (differs from ${quoted(near.wanted)} in ${near.difference} only)`;
  return `${key}=${values.map(quoted).join('|')}${note}`;
}

function nearOf([value, wanted]: readonly [string, string]) {
  const difference = differenceFrom(value, wanted);
  return difference === undefined ? [] : [{ wanted, difference }];
}

/** `*` and `!*` stand for themselves; a value never is one of them. */
function quoted(value: string): string {
  return /^!?\*$/.test(value) ? value : JSON.stringify(value);
}

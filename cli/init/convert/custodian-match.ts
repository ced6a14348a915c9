import { isLiteral } from '../../../shared/policy/rules/glob.ts';
import { listOf, mapOf, textOf } from './convert.ts';

type Filter = Readonly<Record<string, unknown>>;

/** The conditions of a match. */
interface Conditions {
  readonly engines?: readonly string[];
  readonly clusters?: readonly string[];
  readonly tags?: Readonly<Record<string, string | readonly string[]>>;
  readonly not?: Conditions;
}

/** Clusters in these states are all that such a policy acts on anyway. */
const STATE_KEYS = ['Status', 'status'];
/** https://cloudcustodian.io/docs/filters.html#comparison-operators */
const EQUAL = ['eq', 'equal', 'in'];
const UNEQUAL = ['ne', 'not-equal', 'ni', 'not-in'];

/** Filters of Cloud Custodian as one match, or the first of them that a match cannot say. */
export function custodianMatch(filters: readonly unknown[]): Conditions | { readonly unsaid: unknown } {
  let match: Conditions = {};
  for (const written of filters) {
    const more = conditionOf(mapOf(written) ?? {});
    const merged = more && merge(match, more);
    if (merged === undefined) return { unsaid: written };
    match = merged;
  }
  return match;
}

/** Both together; undefined where they are about the same, which a match can say but once. */
function merge(one: Conditions, other: Conditions): Conditions | undefined {
  const tags = { ...one.tags, ...other.tags };
  const isTwice =
    Object.keys(other).some((key) => key !== 'tags' && Object.hasOwn(one, key)) ||
    Object.keys(other.tags ?? {}).some((key) => Object.hasOwn(one.tags ?? {}, key));
  return isTwice ? undefined : { ...one, ...other, ...(Object.keys(tags).length > 0 && { tags }) };
}

function conditionOf(filter: Filter): Conditions | undefined {
  const [only = ''] = Object.keys(filter);
  if (only === 'not') {
    const not = custodianMatch(listOf(filter.not));
    return 'unsaid' in not || not.not !== undefined || Object.keys(not).length === 0 ? undefined : { not };
  }
  const isShort = filter.type === undefined;
  const key = isShort ? only : (textOf(filter.key) ?? '');
  if (STATE_KEYS.includes(key)) return {};
  const globs = globsOf(isShort ? filter[only] : filter.value, isShort ? undefined : textOf(filter.op));
  if (globs === undefined) return undefined;
  const [glob = '', ...more] = globs;
  if (key.startsWith('tag:')) return { tags: { [key.slice(4)]: more.length === 0 ? glob : globs } };
  if (key === 'DBClusterIdentifier') return { clusters: globs };
  return key === 'Engine' && globs.every(isLiteral) ? { engines: globs } : undefined;
}

/** The values of a filter as globs; undefined for what they cannot say. Without `op`, a value has to be equal. */
function globsOf(value: unknown, op = 'eq'): string[] | undefined {
  if (value === 'present' || value === 'not-null') return ['*'];
  if (value === 'absent') return ['!*'];
  if (value === 'empty') return undefined;
  const values = (Array.isArray(value) ? value : [value]).map(textOf).filter((one) => one !== undefined);
  if (values.length === 0 || values.length < listOf(value).length) return undefined;
  if (op === 'glob') return values;
  if (!values.every(isLiteral)) return undefined;
  if (UNEQUAL.includes(op)) return values.map((one) => `!${one}`);
  return EQUAL.includes(op) ? values : undefined;
}

import { defined } from '../../defined.ts';
import { oncePerThing } from '../../once.ts';
import type { Cluster, ServerlessCapacity } from '../model/cluster.ts';
import { byRule, CAPACITY_TAG, isoSeconds, ruleIn, tagText } from '../model/tags.ts';
import { CONTEST_WORDS, type Contest, contestWords, readContest } from '../rules/contest.ts';
import type { EpochMs } from '../time/units.ts';

const LAST_ACTION = new RegExp(
  `^(\\d+(?:\\.5)?)-(\\d+(?:\\.5)?) (\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z)( first)?${CONTEST_WORDS}( refused)? by(?: (.*))?$`,
  's',
);

/** The capacity that Dormouse last asked AWS to give a cluster, whether AWS did it or not. */
export interface LastAction {
  readonly min: number;
  readonly max: number;
  /** To the second. */
  readonly at: EpochMs;
  /** Its min only: the max followed, or will. */
  readonly isFirstStep?: true;
  /** The changes up to this one with which several sides undo each other. Absent: none. */
  readonly contest?: Contest;
  /** AWS has refused it. Absent: it accepted it, or nobody knows. */
  readonly isRefused?: true;
  /** The rule's name as far as a tag can hold it. */
  readonly rule: string;
}

/**
 * The value of `dormouse:capacity`.
 *
 * @example
 * capacityTag({ values: { min: 1, max: 16 } }, now, 'developers') // '1-16 2026-11-20T19:05:00Z by developers'
 */
export function capacityTag(
  {
    values: { min, max },
    isFirstStep,
    contest,
  }: Pick<LastAction, 'isFirstStep' | 'contest'> & { readonly values: Pick<LastAction, 'min' | 'max'> },
  now: EpochMs,
  rule: string,
  { answer, stamp }: { readonly answer?: 'refused'; readonly stamp?: string } = {},
): string {
  const words = `${isFirstStep ? ' first' : ''}${contestWords(contest, now)}${answer ? ` ${answer}` : ''}`;
  return tagText(`${min}-${max} ${isoSeconds(now)}${words} ${byRule(rule, stamp)}`);
}

/**
 * Reads `dormouse:capacity`; undefined when it is absent, not in the form that `capacityTag` writes, or older than the
 * cluster: a restored cluster has the tags of another one.
 */
export function readLastAction({
  tags,
  createdAt = 0,
}: Pick<Cluster, 'tags' | 'createdAt'>): LastAction | undefined {
  const last = noteIn(tags);
  return last !== undefined && last.at >= createdAt ? last : undefined;
}

/** The note in the tags of a cluster, parsed once. */
const noteIn = oncePerThing((tags: Cluster['tags']) => parse(tags[CAPACITY_TAG] ?? ''));

function parse(text: string): LastAction | undefined {
  const [, min, max, time = '', first, changes, of, refused, rule = ''] = LAST_ACTION.exec(text) ?? [];
  const at = Date.parse(time);
  if (Number.isNaN(at)) return undefined;
  const contest = readContest(changes, of, at);
  return {
    min: Number(min),
    max: Number(max),
    at,
    ...(first && { isFirstStep: true }),
    ...defined({ contest }),
    ...(refused && { isRefused: true }),
    rule: ruleIn(rule),
  };
}

/** Whether two capacities have the same limits. The time until it pauses is not among those that a tag remembers. */
export function isSame(
  a: Pick<ServerlessCapacity, 'min' | 'max'>,
  b: Pick<ServerlessCapacity, 'min' | 'max'>,
): boolean {
  return a.min === b.min && a.max === b.max;
}

import { defined } from '../../defined.ts';
import { oncePerThing } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import { POWER_TAG, ruleIn } from '../model/tags.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';
import { CONTEST_WORDS, type Contest, readContest } from './contest.ts';

const LAST_ACTION = new RegExp(
  `^(stop|start) (\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z)(?: attempt (\\d{1,3}))?${CONTEST_WORDS}(?: took (\\d{1,2})m)?(?: (refused|busy))? by(?: (.*))?$`,
  's',
);

export type PowerAction = 'stop' | 'start';

/** The last stop or start of a cluster that Dormouse requested. */
export interface LastAction {
  readonly action: PowerAction;
  /** To the second. */
  readonly at: EpochMs;
  /** Its number in a row of the same action without effect, counted from 1. */
  readonly attempt: number;
  /** The changes up to this one with which several sides undo each other. Absent: none. */
  readonly contest?: Contest;
  /** How long starts of the cluster take (ms), as far as the rule learns it. Absent: none is known. */
  readonly tookMs?: number;
  /** Why AWS did not do it: it refused, or was busy. Absent: AWS accepted it, or nobody knows. */
  readonly answer?: 'refused' | 'busy';
  /** The rule's name as far as a tag can hold it. */
  readonly rule: string;
}

/**
 * Reads `dormouse:power`; undefined when it is absent, not in the form that `actionTags` writes, or older than the
 * cluster: a restored cluster has the tags of another one.
 */
export function readLastAction({
  tags,
  createdAt = 0,
}: Pick<Cluster, 'tags' | 'createdAt'>): LastAction | undefined {
  const last = noteIn(tags);
  return last !== undefined && last.at >= createdAt ? last : undefined;
}

/** The note in the tags of a cluster, parsed once: every check reads it. */
const noteIn = oncePerThing((tags: Cluster['tags']) => parse(tags[POWER_TAG] ?? ''));

function parse(text: string): LastAction | undefined {
  const [, action, time = '', attempt = '1', changes, of, took, answer, rule = ''] =
    LAST_ACTION.exec(text) ?? [];
  const at = Date.parse(time);
  if ((action !== 'stop' && action !== 'start') || Number.isNaN(at)) return undefined;
  const contest = readContest(changes, of, at);
  return {
    action,
    at,
    attempt: Number(attempt),
    ...defined({ contest, tookMs: took === undefined ? undefined : Number(took) * MINUTE_MS }),
    ...((answer === 'refused' || answer === 'busy') && { answer }),
    rule: ruleIn(rule),
  };
}

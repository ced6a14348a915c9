import type { Issue, Problem } from '../../document/problem.ts';
import { inOrder, readDocument } from '../../document/read-document.ts';
import type { Policy, Target } from '../model/policy.ts';
import type { EpochMs } from '../time/units.ts';
import {
  checkCalendarDates,
  checkCalendarNames,
  checkCalendarWords,
  checkClosedDates,
} from './check/calendars.ts';
import { checkCapacityEntries, checkCapacityRanges } from './check/capacity.ts';
import { checkCronDays } from './check/cron.ts';
import { checkNotify } from './check/notify.ts';
import { checkOrder } from './check/order.ts';
import { checkPartitions } from './check/partitions.ts';
import { reachOf } from './check/places.ts';
import { checkMaintenance, checkPowerPairs, checkTagsNeeded } from './check/power.ts';
import { checkProtections } from './check/protect.ts';
import { checkReach } from './check/reach.ts';
import { checkRecovery } from './check/recovery.ts';
import { checkHiddenRules, checkRuleNames } from './check/rules.ts';
import { checkSchedules } from './check/schedules.ts';
import {
  checkDestinations,
  checkDestinationsInChina,
  checkRareCopies,
  checkSnapshotFirst,
} from './check/snapshots.ts';
import { checkStreamKeys } from './check/stream-keys.ts';
import { checkStreams } from './check/streams.ts';
import { checkTagValues } from './check/tags.ts';
import { policySchema } from './schema/policy.ts';

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ParseOptions {
  /** The targets of a policy that names none, where they are known: rules are checked against them. */
  readonly targetsKnown?: readonly Target[];
  /** Lets calendars be checked for dates that have all passed. */
  readonly now?: EpochMs;
}

/**
 * Reads a policy file. Says everything that is wrong, in the order of the text: first what the schema finds, and
 * once that is right, what does not fit together. Warnings keep no policy from being used. Never throws.
 *
 * @example
 * const parsed = parsePolicy(text);
 * if (!parsed.ok) throw new Error(formatProblems(parsed.problems, 'policy.yml'));
 */
export function parsePolicy(text: string, { targetsKnown = [], now }: ParseOptions = {}): ParsedPolicy {
  const read = readDocument(text, policySchema);
  if (!read.ok) {
    return read;
  }
  const policy = read.value;
  const named = reachOf(policy);
  const targets = named.length > 0 ? named : targetsKnown;
  const findings: Issue[] = [
    ...checkCalendarNames(policy),
    ...checkCalendarWords(policy),
    ...checkClosedDates(policy),
    ...(now === undefined ? [] : checkCalendarDates(policy, now)),
    ...checkPartitions(policy),
    ...checkProtections(policy),
    ...checkReach(policy, targets),
    ...checkRuleNames(policy),
    ...checkHiddenRules(policy),
    ...checkCapacityEntries(policy),
    ...checkCapacityRanges(policy),
    ...checkMaintenance(policy),
    ...checkSchedules(policy),
    ...checkPowerPairs(policy),
    ...checkOrder(policy),
    ...checkTagsNeeded(policy),
    ...checkNotify(policy),
    ...checkCronDays(policy),
    ...checkTagValues(policy),
    ...checkStreams(policy),
    ...checkStreamKeys(policy, targets),
    ...checkSnapshotFirst(policy),
    ...checkDestinations(policy, targets),
    ...checkDestinationsInChina(policy),
    ...checkRareCopies(policy),
    ...checkRecovery(policy, targets),
  ];
  const problems = inOrder(findings.map(read.toProblem));
  return problems.some(({ severity }) => severity === 'error')
    ? { ok: false, problems }
    : { ok: true, policy, warnings: problems };
}

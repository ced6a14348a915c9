import type { Decision } from '../model/decision.ts';
import type { Policy, PowerRule } from '../model/policy.ts';
import { HOLD_TAG, HOURS_TAG, POWER_TAG } from '../model/tags.ts';
import { settingsOf } from '../rules/settings.ts';
import type { EpochMs } from '../time/units.ts';
import { decideStart } from './decide-start.ts';
import { decideStop } from './decide-stop.ts';
import type { Observed } from './facts.ts';

/** A stop or start that a person asks for. */
export interface Wanted {
  readonly action: 'stop' | 'start';
  /** Who asks, and why. */
  readonly detail: string;
  /** A stop is to wait for a snapshot where the rule says `snapshotFirst`. */
  readonly snapshotFirst?: boolean;
}

/** Neither hours nor use nor time limits matter to a person. */
const atOnce: PowerRule = {
  start: true,
  stop: 'atOnce',
  idleForMs: 0,
  minUptimeMs: 0,
  afterAwsRestart: 'stop',
  maintenance: 'ignore',
  snapshotFirst: false,
};

/**
 * Whether a person may stop or start this cluster now. What AWS does not allow, `protect`, `stop: never` and the cluster's
 * status are checked as for a function; its hours, its use, its hold and what Dormouse did before are not. The snapshot that
 * has to come first, if there is none yet, takes the place of the stop.
 */
export function decideByHand(
  policy: Policy,
  observed: Observed,
  { action, detail, snapshotFirst = false }: Wanted,
  now: EpochMs,
): Decision {
  const wish = policyOf(policy, observed, snapshotFirst);
  const { [POWER_TAG]: _note, [HOURS_TAG]: _hours, ...tags } = observed.cluster.tags;
  const held = { ...tags, [HOLD_TAG]: `${action === 'stop' ? 'stopped' : 'up'} until 9999-01-01T00:00:00Z` };
  const asked = { ...observed, cluster: { ...observed.cluster, tags: held } };
  const decision = action === 'stop' ? decideStop(wish, asked, now) : decideStart(wish, asked, now);
  if (decision.verdict === 'skip' || decision.command.kind === 'create-snapshot') return decision;
  return { ...decision, reason: 'by-hand', detail };
}

/** The policy with the wish of a person in place of its rules; the rule that decides the cluster keeps its name. */
export function policyOf(policy: Policy, { cluster }: Observed, snapshotFirst = false): Policy {
  const applied = settingsOf(policy, cluster, 'power');
  const stop = applied?.settings.stop === 'never' ? 'never' : 'atOnce';
  const rule = {
    name: applied?.name ?? 'by hand',
    timezone: applied?.timezone ?? policy.timezone,
    match: {},
    power: { ...atOnce, stop, snapshotFirst: snapshotFirst && applied?.settings.snapshotFirst === true },
  } as const;
  return { ...policy, tagActions: false, rules: [rule] };
}

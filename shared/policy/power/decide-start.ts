import type { World } from '../model/cluster.ts';
import type { PowerCommand } from '../model/command.ts';
import type { Decision } from '../model/decision.ts';
import { act, type Finding, firstFinding, skip } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import { classifyStatus } from '../model/status.ts';
import { guard, keptState } from '../rules/guard.ts';
import { decideEach } from '../rules/isolate.ts';
import type { EpochMs } from '../time/units.ts';
import {
  type Candidate,
  type Check,
  checkHours,
  powerCandidate,
  toDecision,
  withoutRule,
} from './candidate.ts';
import { contestOf } from './contest.ts';
import { ineligibleToStart } from './eligibility.ts';
import type { Observed } from './facts.ts';
import { attemptBefore, checkPending } from './last-action.ts';
import { orderStarts } from './order-starts.ts';
import { checkStagger } from './stagger.ts';
import { type Uptime, uptimeOf } from './uptime.ts';

/** One decision for each cluster of the world, in its order: start it now, or the reason to skip it. */
export function decideStarts(policy: Policy, world: World): Decision<PowerCommand<'start'>>[] {
  const decisions = decideEach(policy, world.clusters, { aspect: 'power', action: 'start' }, (observed) =>
    decideStart(policy, observed, world.observedAt),
  );
  return orderStarts(policy, world, decisions);
}

/** Whether to start one cluster: it should be up now, and it is stopped. Needs no facts. */
export function decideStart(
  policy: Policy,
  { cluster }: Pick<Observed, 'cluster'>,
  now: EpochMs,
): Decision<PowerCommand<'start'>> {
  const candidate = powerCandidate(policy, cluster, now);
  if (candidate === undefined) return withoutRule(cluster, 'start');
  const finding = firstFinding(checks, candidate) ?? checkUptime(candidate);
  const before = attemptBefore(cluster, 'start', now);
  return toDecision(candidate, 'start', finding, before, () => contestOf(candidate, 'start'));
}

const checks: readonly Check[] = [
  ({ policy, cluster, local }) => guard(policy, cluster, 'start', local),
  ({ cluster }) => {
    const ineligible = ineligibleToStart(cluster);
    return ineligible && skip('ineligible', ineligible.detail);
  },
  checkHold,
  checkHours,
  // Before start: false, because a rule without hours need not say that it never starts.
  ({ power: { hours, maintenance } }) =>
    hours === undefined && maintenance === 'ignore'
      ? skip('no-hours', 'the rule has neither hours nor maintenance: honour')
      : undefined,
  (candidate) => (candidate.power.start ? undefined : skip('start-off', uptimeOf(candidate).detail)),
];

/**
 * A hold is a person's word about this cluster now, so `up until` starts it whatever `start` says, which is false by
 * default where a rule has no hours.
 */
function checkHold(candidate: Candidate): Finding | undefined {
  return keptState(candidate.cluster, candidate.local) === undefined ? undefined : checkUptime(candidate);
}

function checkUptime(candidate: Candidate): Finding {
  const uptime = uptimeOf(candidate);
  return uptime.up ? checkStatus(candidate, uptime) : skip(uptime.reason, uptime.detail);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/overview-encryption-keys.html for lost keys. */
function checkStatus(candidate: Candidate, uptime: Uptime & { up: true }): Finding {
  const { cluster, local } = candidate;
  const { status } = cluster;
  switch (classifyStatus(status)) {
    case 'stopped':
      return (
        checkPending(cluster, 'start', local) ??
        checkStagger(candidate, uptime) ??
        act(uptime.reason, uptime.detail)
      );
    case 'available':
    case 'starting':
      return skip('already-running', `it is ${status}`);
    case 'keyInaccessible':
      return skip(
        'ineligible',
        `it is ${status}; enable its KMS key again and start it by hand within 7 days`,
      );
    case 'terminal':
      return skip('ineligible', `it is ${status}; restore it from a snapshot or delete it`);
    default:
      return skip('in-transition', `it is ${status}`);
  }
}

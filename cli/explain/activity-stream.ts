import { defined } from '../../shared/defined.ts';
import type { ActivityStream, Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { withMeaning } from '../../shared/policy/report/meaning.ts';
import { streamCandidate } from '../../shared/policy/streams/candidate.ts';
import { type LastAction, readLastAction } from '../../shared/policy/streams/history.ts';
import type { StreamOverride } from '../../shared/policy/streams/override.ts';
import { nextRestartAt } from '../../shared/policy/streams/restart-times.ts';
import type { StreamGap, StreamMode } from '../../shared/policy/streams/stream.ts';
import { inMaintenanceWindow } from '../../shared/policy/time/maintenance-window.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { formatAge } from '../terminal/age.ts';
import { decisionLines } from './decision-lines.ts';

/** Everything about the activity stream of one cluster. */
export interface StreamExplanation {
  /** Absent: its account and Region could not be read. */
  readonly decision?: Decision & { readonly meaning: string };
  /** Absent: no rule decides it. */
  readonly declared?: DeclaredStream;
  /** Absent: AWS reports none. */
  readonly observed?: ActivityStream;
  /** The last request of Dormouse, refused or not, by its tag. */
  readonly lastAction?: LastAction;
  readonly gap?: Pick<StreamGap, 'since' | 'gapMs'>;
}

/** The rule's declaration, and its consequences now. */
interface DeclaredStream {
  readonly mode: StreamMode | 'off';
  readonly kmsKey?: string;
  readonly hours: string;
  readonly restart: 'maintenanceWindow' | 'offHours' | 'anytime';
  readonly timezone: string;
  /** By the rule's hours or by the override. */
  readonly desired: StreamMode | 'off';
  readonly why: string;
  readonly override: StreamOverride;
  /** When the rule allows a restart: now, or the next time. Absent: no time is known. */
  readonly restartAllowedAt?: EpochMs;
  /** Whether that is within the cluster's own maintenance window. */
  readonly restartsInMaintenanceWindow: boolean;
}

/** Undefined where no rule declares a stream and none runs. */
export function explainStream(
  policy: Policy,
  cluster: Cluster,
  world: World,
  found: { readonly decisions: readonly Decision[]; readonly streamGaps: readonly StreamGap[] },
): StreamExplanation | undefined {
  const { arn, activityStream: observed } = cluster;
  const declared = declaredStream(policy, cluster, world);
  if (declared === undefined && (observed === undefined || observed.status === 'stopped')) return undefined;
  const decision = found.decisions.find(
    ({ aspect, resourceArn }) => aspect === 'activityStream' && resourceArn === arn,
  );
  const lastAction = readLastAction(cluster);
  const gap = found.streamGaps.find((one) => one.arn === arn);
  return {
    ...(decision && { decision: withMeaning(decision) }),
    ...defined({ declared, observed, lastAction }),
    ...(gap && { gap: { since: gap.since, gapMs: gap.gapMs } }),
  };
}

function declaredStream(policy: Policy, cluster: Cluster, world: World): DeclaredStream | undefined {
  const candidate = streamCandidate(policy, { cluster }, { ...world, keys: {} });
  if (candidate === undefined) return undefined;
  const { rule, declared, desired, explanation, override, local } = candidate;
  const at = nextRestartAt(declared, cluster, policy, local.now);
  return {
    ...declared,
    hours: declared.hours.text,
    timezone: rule.timezone,
    ...{ desired, why: explanation, override: override.tagged },
    ...defined({ restartAllowedAt: at }),
    restartsInMaintenanceWindow: at !== undefined && inMaintenanceWindow(cluster.maintenanceWindow, at, 0),
  };
}

/** The explanation of a cluster's activity stream, as plain lines. */
export function streamLines(
  { decision, declared, observed, lastAction, gap }: StreamExplanation,
  timezone: string,
  now: number,
): string[] {
  const zone = declared?.timezone ?? timezone;
  const when = (at: number): string => `${formatWhen(at, { timezone: zone, now })} ${zone}`;
  return [
    ...(decision ? decisionLines('stream', decision) : []),
    ...(declared ? declaredLines(declared, when, now) : []),
    `observed    ${observed ? observedText(observed) : 'no activity stream'}`,
    ...(gap ? [`missing     since ${when(gap.since)}, at most ${formatAge(gap.gapMs)}`] : []),
    ...(lastAction
      ? [`last stream ${askedText(lastAction)} ${when(lastAction.at)} by ${lastAction.rule}`]
      : []),
  ];
}

function askedText({ action, attempt, answer }: LastAction): string {
  const more = [
    ...(action === 'start' && attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(answer === undefined ? [] : [answer === 'busy' ? 'AWS was busy' : 'refused']),
  ];
  return [action, ...more].join(', ') + (more.length > 0 ? ',' : '');
}

function declaredLines(declared: DeclaredStream, when: (at: number) => string, now: number): string[] {
  const { mode, kmsKey, hours, desired, why } = declared;
  return [
    `declared    ${[mode, ...(mode === 'off' ? [] : [hours]), ...(kmsKey === undefined ? [] : [`encrypted with ${kmsKey}`])].join(', ')}`,
    `override    ${overrideText(declared, when)}`,
    `wanted now  ${desired}: ${why}`,
    `restart     ${restartText(declared, when, now)}`,
  ];
}

function overrideText({ override }: DeclaredStream, when: (at: number) => string): string {
  switch (override.state) {
    case 'none':
      return 'none';
    case 'unreadable':
      return `"${override.value}" cannot be read, so the stream is left as it is`;
    case 'over':
      return `${override.desired}, over since ${when(override.until)}`;
    case 'refused':
      return `${override.desired} until ${when(override.until)}, refused`;
    case 'active':
      return `${override.desired} until ${when(override.until)}`;
  }
}

function restartText(
  { restart, restartAllowedAt: at, restartsInMaintenanceWindow }: DeclaredStream,
  when: (at: number) => string,
  now: number,
): string {
  if (restart === 'anytime') return 'allowed at any time';
  if (at === undefined) return `${restart}: time unknown`;
  const moment = restartsInMaintenanceWindow ? 'its maintenance window' : 'outside its hours';
  return `${restart}: allowed ${at <= now ? 'now' : `from ${when(at)}`}, ${moment}`;
}

function observedText({ status, mode, kmsKey, kinesisStream }: ActivityStream): string {
  return [
    status,
    ...(mode === undefined ? [] : [mode]),
    ...(kmsKey === undefined ? [] : [`encrypted with ${kmsKey}`]),
    ...(kinesisStream === undefined ? [] : [`Kinesis stream ${kinesisStream}`]),
  ].join(', ');
}

import type { ActivityStream, Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { meaningOf } from '../../shared/policy/report/meaning.ts';
import { streamCandidate } from '../../shared/policy/streams/candidate.ts';
import { type LastAction, readLastAction } from '../../shared/policy/streams/history.ts';
import type { StreamOverride } from '../../shared/policy/streams/override.ts';
import { nextRestartAt } from '../../shared/policy/streams/restart-times.ts';
import type { StreamGap, StreamMode } from '../../shared/policy/streams/stream.ts';
import { inMaintenanceWindow } from '../../shared/policy/time/maintenance-window.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';

/** What there is to say of the activity stream of one cluster. */
export interface StreamStory {
  /** Absent: its account and Region could not be read for that. */
  readonly decision?: Decision & { readonly meaning: string };
  /** Absent: no rule decides it. */
  readonly declared?: DeclaredStream;
  /** Absent: AWS tells of none. */
  readonly observed?: ActivityStream;
  /** What Dormouse last asked for, refused or not, as its tag tells. */
  readonly lastAction?: LastAction;
  readonly gap?: Pick<StreamGap, 'since' | 'gapMs'>;
}

/** What the rule says, and what follows from it now. */
export interface DeclaredStream {
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

/** Undefined where no rule wants a stream and none runs. */
export function streamStory(
  policy: Policy,
  cluster: Cluster,
  world: World,
  found: { readonly decisions: readonly Decision[]; readonly streamGaps: readonly StreamGap[] },
): StreamStory | undefined {
  const { arn, activityStream: observed } = cluster;
  const declared = declaredStream(policy, cluster, world);
  if (declared === undefined && (observed === undefined || observed.status === 'stopped')) return undefined;
  const decision = found.decisions.find(
    ({ aspect, target }) => aspect === 'activityStream' && target === arn,
  );
  const lastAction = readLastAction(cluster);
  const gap = found.streamGaps.find((one) => one.arn === arn);
  return {
    ...(decision && { decision: { ...decision, meaning: meaningOf(decision.reason, decision.aspect) } }),
    ...(declared && { declared }),
    ...(observed && { observed }),
    ...(lastAction && { lastAction }),
    ...(gap && { gap: { since: gap.since, gapMs: gap.gapMs } }),
  };
}

function declaredStream(policy: Policy, cluster: Cluster, world: World): DeclaredStream | undefined {
  const candidate = streamCandidate(policy, { cluster }, { ...world, keys: {} });
  if (candidate === undefined) return undefined;
  const { rule, declared, desired, explanation, override, now } = candidate;
  const at = nextRestartAt(declared, cluster, policy, now);
  return {
    ...declared,
    hours: declared.hours.text,
    timezone: rule.timezone,
    ...{ desired, why: explanation, override: override.tagged },
    ...(at !== undefined && { restartAllowedAt: at }),
    restartsInMaintenanceWindow: at !== undefined && inMaintenanceWindow(cluster.maintenanceWindow, at, 0),
  };
}

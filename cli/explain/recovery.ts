import { defined } from '../../shared/defined.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { type DrillTurn, drillTurn } from '../../shared/policy/recovery/drill/turn.ts';
import { type Proof, readProof } from '../../shared/policy/recovery/evidence/proven-tag.ts';
import { withMeaning } from '../../shared/policy/report/meaning.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { deploymentOf } from '../../shared/policy/snapshots/deployment.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatDuration, formatWhenIn } from '../../shared/policy/time/when.ts';
import { writtenDecision } from '../../shared/runtime/report/written.ts';
import { proofJson } from '../survey/proof-json.ts';
import { decisionLines } from './decision-lines.ts';

/** Everything about the restore drills of one cluster. */
export interface RecoveryExplanation {
  /** Absent: its account and Region could not be read. */
  readonly decision?: Decision & { readonly meaning: string };
  /** The drills that the rule wants: those of this period and of the next. Absent: no rule wants any. */
  readonly declared?: {
    readonly everyMs: number;
    readonly hours: string;
    readonly turns: readonly DrillTurn[];
    readonly timezone: string;
  };
  /** The last drill that passed, by the tag `dormouse:proven`. */
  readonly proven?: Proof;
}

/** Undefined where no rule wants drills and none has passed. */
export function explainRecovery(
  policy: Policy,
  cluster: Cluster,
  now: EpochMs,
  decisions: readonly Decision[],
): RecoveryExplanation | undefined {
  const { arn, resourceId } = cluster;
  const rule = settingsOf(policy, cluster, 'recovery');
  const proven = readProof(cluster);
  if (rule === undefined) return proven && { proven };
  const { drill } = rule.settings;
  const turnAt = (at: EpochMs): DrillTurn | undefined =>
    resourceId === undefined
      ? undefined
      : drillTurn(drill, { ...cluster, resourceId }, deploymentOf(policy), at);
  const current = turnAt(now);
  const decision = decisionOf(decisions, arn, current);
  return {
    ...(decision && { decision: withMeaning(decision) }),
    declared: {
      everyMs: drill.everyMs,
      hours: drill.hours.text,
      turns: [current, current && turnAt(current.next)].filter((turn) => turn !== undefined),
      timezone: rule.timezone,
    },
    ...defined({ proven }),
  };
}

/** The decision of the place whose turn it is, else that of the Region of the cluster. */
function decisionOf(
  decisions: readonly Decision[],
  arn: string,
  turn: DrillTurn | undefined,
): Decision | undefined {
  const own = decisions.filter((one) => one.aspect === 'recovery' && one.resourceArn === arn);
  return own.find(({ region }) => region === turn?.place.region) ?? own[0];
}

/** The explanation of the restore drills of a cluster, as plain lines. */
export function recoveryLines(
  { decision, declared, proven }: RecoveryExplanation,
  timezone: string,
  now: EpochMs,
): string[] {
  const local = { timezone: declared?.timezone ?? timezone, now };
  return [
    ...(decision ? decisionLines('drill', decision) : []),
    ...(declared ? [`turn        ${turnText(declared, now)}`] : []),
    `proven      ${proven === undefined ? 'by no drill, as far as its tag dormouse:proven says' : provenText(proven, local)}`,
  ];
}

function turnText(
  { everyMs, hours, turns, timezone }: NonNullable<RecoveryExplanation['declared']>,
  now: EpochMs,
) {
  const [current, next] = turns.map(({ from, place }) => `${from} in ${place.region}`);
  const until = turns[0] === undefined ? '' : ` until ${formatWhenIn(turns[0].next, { timezone, now })}`;
  const then = next === undefined ? '' : `, then ${next}`;
  return `${current ?? 'none'}${until}${then}: every ${formatDuration(everyMs)}, in the hours ${hours}`;
}

function provenText(
  { at, point, region, rtoMs, drill }: Proof,
  local: { readonly timezone: string; readonly now: EpochMs },
): string {
  return `${formatWhenIn(at, local)} in ${region} within ${formatDuration(rtoMs)}, data of ${formatWhenIn(point, local)} (drill ${drill})`;
}

/** The same for programs, its times in ISO 8601. */
export function recoveryJson({ decision, declared, proven }: RecoveryExplanation): object {
  const iso = (at: EpochMs): string => new Date(at).toISOString();
  return {
    ...(decision && { decision: writtenDecision(decision) }),
    ...(declared && {
      ...{ everyMs: declared.everyMs, hours: declared.hours, timezone: declared.timezone },
      turns: declared.turns.map(({ id, from, place: { region }, period, next }) => ({
        drill: id,
        ...{ from, region, since: iso(period), until: iso(next) },
      })),
    }),
    ...(proven && { proven: proofJson(proven) }),
  };
}

import { defined } from '../../shared/defined.ts';
import { entryAt, formatCapacity } from '../../shared/policy/capacity/entry.ts';
import { type LastAction, readLastAction } from '../../shared/policy/capacity/last-action.ts';
import { type CapacityRange, capacityRange } from '../../shared/policy/capacity/range.ts';
import type { Cluster, ServerlessCapacity } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { withMeaning } from '../../shared/policy/report/meaning.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { decisionLines } from './decision-lines.ts';

/** Everything about the serverless capacity of one cluster. */
export interface CapacityExplanation {
  /** Absent: its account and Region could not be read. */
  readonly decision?: Decision & { readonly meaning: string };
  /** The line that holds now, or that none does. Absent: no rule decides it. */
  readonly declared?: {
    readonly line?: ServerlessCapacity & { readonly whenBusy: 'wait' | 'apply' };
    readonly detail: string;
    readonly timezone: string;
  };
  /** Absent: it has none. */
  readonly observed?: ServerlessCapacity;
  /** The capacities that AWS allows. Absent: none at all. */
  readonly range?: CapacityRange;
  /** The last request of Dormouse, refused or not, by its tag. */
  readonly lastAction?: LastAction;
}

/** Undefined where no rule declares a capacity and the cluster has none. */
export function explainCapacity(
  policy: Policy,
  cluster: Cluster,
  now: EpochMs,
  decisions: readonly Decision[],
): CapacityExplanation | undefined {
  const { arn, serverless: observed } = cluster;
  const rule = settingsOf(policy, cluster, 'capacity');
  if (rule === undefined && observed === undefined) return undefined;
  const decision = decisions.find(({ aspect, resourceArn }) => aspect === 'capacity' && resourceArn === arn);
  const { entry, detail } = rule ? entryAt(policy, rule.settings, { timezone: rule.timezone, now }) : {};
  const range = capacityRange(cluster);
  const lastAction = readLastAction(cluster);
  return {
    ...(decision && { decision: withMeaning(decision) }),
    ...(rule &&
      detail !== undefined && {
        declared: { ...defined({ line: entry }), detail, timezone: rule.timezone },
      }),
    ...defined({ observed, range, lastAction }),
  };
}

/** The explanation of a cluster's serverless capacity, as plain lines. */
export function capacityLines(
  { decision, declared, observed, range, lastAction }: CapacityExplanation,
  timezone: string,
  now: number,
): string[] {
  const unit = range?.unit ?? '';
  const zone = declared?.timezone ?? timezone;
  return [
    ...(decision ? decisionLines('capacity', decision) : []),
    ...(declared ? [`declared    ${declaredText(declared, unit)}`] : []),
    `observed    ${observed ? formatCapacity(observed, unit) : 'no serverless capacity'}`,
    `AWS allows  ${range ? formatCapacity(range, unit) : 'no serverless capacity for its engine and version'}`,
    ...(lastAction
      ? [
          `last change ${formatCapacity(lastAction, unit)} ${formatWhen(lastAction.at, { timezone: zone, now })} ${zone} by ${lastAction.rule}`,
        ]
      : []),
  ];
}

function declaredText({ line, detail }: NonNullable<CapacityExplanation['declared']>, unit: string): string {
  if (line === undefined) return detail;
  return `${formatCapacity(line, unit)}, whenBusy: ${line.whenBusy}; ${detail}`;
}

import { defined } from '../../shared/defined.ts';
import type { World } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';
import { type HeldState, readHold } from '../../shared/policy/rules/hold.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { byPlace } from './change.ts';

/** A cluster that a rule covers and the tag `dormouse:hold` keeps as it is, or stopped, or up. */
export interface HeldCluster {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
  /** The power state that it is kept in. Absent: nothing at all is changed. */
  readonly keeps?: HeldState;
  /** Absent: forever. */
  readonly until?: EpochMs;
  /** Time zone of the rule, in which a date ends. */
  readonly timezone: string;
}

const HOLDS: readonly Reason[] = ['held', 'held-stopped', 'held-up', 'held-running', 'backup-held'];

export function heldClusters(
  policy: Policy,
  decisions: readonly Decision[],
  worlds: readonly World[],
): HeldCluster[] {
  const rules = new Map(policy.rules.map((rule) => [rule.name, rule.timezone]));
  const held = new Map(
    decisions
      .filter(({ reason }) => HOLDS.includes(reason))
      .map(({ resourceArn, rule = '' }) => [resourceArn, rules.get(rule) ?? policy.timezone]),
  );
  return worlds
    .flatMap(({ clusters, observedAt }) =>
      clusters.flatMap(({ cluster: { arn, account, region, id, tags } }) => {
        const timezone = held.get(arn);
        if (timezone === undefined) return [];
        const hold = readHold(tags, { timezone, now: observedAt });
        if (hold.state !== 'held') return [];
        const { until, keeps } = hold;
        return [
          {
            ...{ arn, account, region, cluster: id },
            ...defined({ keeps, until }),
            timezone,
          },
        ];
      }),
    )
    .toSorted(byPlace);
}

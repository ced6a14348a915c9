import { defined } from '../../../defined.ts';
import { capacityRange } from '../../capacity/range.ts';
import { parseArn } from '../../model/arn.ts';
import type { DrillRecord, RestoreSettings } from '../../model/drill-record.ts';
import { DRILL_OF_TAG, DRILL_UNTIL_TAG, isoSeconds, RULE_TAG, tagText } from '../../model/tags.ts';
import { drillNames, drillTags } from './names.ts';
import type { ReadyDrill } from './preflight.ts';

/** A serverless instance of a drill has at least this, because one that pauses would have to wake for each check. */
const LEAST_CAPACITY = 0.5;

/** Enough to recover a volume within a reasonable time, where the source has no range of its own. */
const MOST_CAPACITY = 8;

/** The record of a drill that begins now, as it is written before anything is asked of AWS. */
export function openRecord(
  drill: ReadyDrill,
  { deployment, versions }: Pick<DrillRecord, 'deployment' | 'versions'>,
): DrillRecord {
  const { cluster, rule, turn, chosen, local, instanceClass } = drill;
  const { id, place } = turn;
  const names = drillNames(cluster.id, id);
  const until = isoSeconds(local.now + rule.settings.drill.ttlMs);
  return {
    version: 1,
    drill: id,
    deployment,
    rule: rule.name,
    source: {
      account: cluster.account,
      region: cluster.region,
      cluster: cluster.id,
      arn: cluster.arn,
      resourceId: cluster.resourceId,
      engine: cluster.engine,
      engineVersion: cluster.engineVersion,
    },
    point: chosen.point,
    place,
    restored: {
      cluster: names.cluster,
      arn: `arn:${parseArn(cluster.arn)?.partition ?? 'aws'}:rds:${place.region}:${place.account}:cluster:${names.cluster}`,
      instance: names.instance,
      instanceClass,
    },
    settings: settingsFor(drill, {
      ...drillTags(deployment, id),
      [RULE_TAG]: tagText(rule.name),
      [DRILL_UNTIL_TAG]: until,
      [DRILL_OF_TAG]: tagText(cluster.arn),
    }),
    wanted: { checks: rule.settings.checks, targets: rule.settings.targets },
    openedAt: isoSeconds(local.now),
    until,
    // On record before it is requested: how old the request is decides when nothing can come of it any more.
    phases: { restoreRequestedAt: isoSeconds(local.now) },
    checks: [],
    versions,
  };
}

/**
 * Everything that AWS would otherwise choose by itself: the default VPC and parameter group, the newest version, and for
 * some engines another port. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 */
function settingsFor(drill: ReadyDrill, tags: RestoreSettings['tags']): RestoreSettings {
  const { cluster, chosen, network, instanceClass } = drill;
  const { engine, engineVersion, kmsKey } = chosen;
  const { port, lifecycle } = cluster.setup ?? {};
  return {
    engine,
    engineVersion,
    subnetGroup: network.subnetGroup,
    securityGroups: network.securityGroups,
    parameterGroup: parameterGroupFor(drill),
    ...defined({ port, kmsKey }),
    ...(engine.startsWith('aurora') && defined({ lifecycle })),
    ...(instanceClass === 'db.serverless' && { serverless: capacityFor(drill) }),
    tags,
  };
}

/** The cluster's own where it can be used: in its own Region, with a recovery point of the same family. */
function parameterGroupFor({ cluster, turn, family, isOfSameFamily }: ReadyDrill): string {
  const own = cluster.setup?.parameterGroup;
  const isHome = turn.place.region === cluster.region;
  return own !== undefined && isHome && isOfSameFamily ? own : `default.${family}`;
}

function capacityFor({ cluster, chosen }: ReadyDrill): NonNullable<RestoreSettings['serverless']> {
  const range = capacityRange(chosen) ?? { min: LEAST_CAPACITY, max: MOST_CAPACITY };
  const { min, max } = cluster.serverless ?? { min: range.min, max: MOST_CAPACITY };
  const least = Math.max(min, LEAST_CAPACITY, range.min);
  return { min: least, max: Math.max(least, Math.min(max, range.max)) };
}

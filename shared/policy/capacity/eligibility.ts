import type { Cluster } from '../model/cluster.ts';
import { type Left, leave } from '../model/finding.ts';
import type { CapacityLine } from '../model/policy.ts';
import { formatCapacity } from './line.ts';
import { capacityRange, isWithin } from './range.ts';

const EXCLUDE = 'exclude it from the rule';

/** Of a cluster without serverless capacity: mostly that is what it is meant to be. */
export function withoutServerless({ engineMode }: Cluster): Left {
  return engineMode === 'serverless'
    ? leave('ineligible', `Aurora Serverless v1 scales otherwise; upgrade it to Serverless v2 or ${EXCLUDE}`)
    : leave('not-serverless', 'it has no serverless capacity');
}

/** What AWS does not let a cluster of this engine, version and platform have. */
export function judgeRange(cluster: Cluster, line: CapacityLine): Left | undefined {
  const { engine, engineVersion, serverlessPlatform } = cluster;
  const range = capacityRange(cluster);
  if (range === undefined) {
    const detail = `${engine} ${engineVersion} is not known to have serverless capacity`;
    return leave('ineligible', `${detail}; upgrade it or ${EXCLUDE}`);
  }
  if (isWithin(range, line)) return undefined;
  const platform = serverlessPlatform === undefined ? '' : ` on serverless platform ${serverlessPlatform}`;
  return leave(
    'ineligible',
    `is to be ${formatCapacity(line, range.unit)}, but ${engine} ${engineVersion}${platform} takes ` +
      `${formatCapacity(range, range.unit)}; change the line, upgrade it or ${EXCLUDE}`,
  );
}

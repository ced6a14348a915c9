import type { Cluster } from '../model/cluster.ts';
import { communityVersion, isAtLeast } from '../model/engine-version.ts';
import { engineOf } from '../model/engines.ts';
import {
  EXCLUDE,
  firstObstacle,
  type Ineligible,
  isMultiAz,
  MULTI_AZ_LIMITS,
  type Obstacle,
} from '../model/obstacle.ts';
import { isAwsAlias } from './key.ts';
import type { StreamFacts, StreamMode } from './stream.ts';

/** A stream that should run: in which mode, with which key. */
export interface WantedStream {
  readonly cluster: Cluster;
  readonly mode: StreamMode;
  /** Absent: the rule names none. */
  readonly kmsKey?: string;
}

const OVERVIEW =
  'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Overview.html';
const SUPPORTED =
  'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.DBActivityStreams.html';
const LIMITLESS = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/limitless-reqs-limits.html';
const CLASSES =
  'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_OrderableDBInstanceOption.html';

/** Whether clusters of the engine have activity streams at all. */
export function isStreamEngine(engine: string): boolean {
  return engineOf({ engine }).streams !== undefined;
}

/** Whether activity streams of the engine can have the mode. */
export function hasStreamMode(engine: string, mode: StreamMode): boolean {
  return engineOf({ engine }).streams?.modes.includes(mode) ?? false;
}

/** Regions that AWS lists as without streams. In any other, RDS is asked. */
const REGIONS_WITHOUT = [
  'ap-east-2',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'cn-north-1',
  'cn-northwest-1',
  'eu-central-2',
  'il-central-1',
  'mx-central-1',
];

const byListing: readonly Obstacle<WantedStream>[] = [
  {
    applies: ({ cluster }) => isMultiAz(cluster),
    detail: () => `Multi-AZ DB clusters have no activity streams: ${EXCLUDE}`,
    source: MULTI_AZ_LIMITS,
  },
  {
    applies: ({ cluster }) => !isStreamEngine(cluster.engine),
    detail: ({ cluster }) => `${cluster.engine} has no activity streams, only Aurora has: ${EXCLUDE}`,
    source: OVERVIEW,
  },
  {
    applies: ({ cluster }) => cluster.engineMode === 'serverless',
    detail: () => `Aurora Serverless v1 has no activity streams: ${EXCLUDE}`,
    source: SUPPORTED,
  },
  {
    applies: ({ cluster }) =>
      cluster.scalability === 'limitless' || cluster.engineVersion.includes('limitless'),
    detail: () => `Aurora Limitless Databases have no activity streams: ${EXCLUDE}`,
    source: LIMITLESS,
  },
  {
    applies: ({ cluster, mode }) => !hasStreamMode(cluster.engine, mode),
    detail: () => 'Aurora MySQL has asynchronous streams only: set mode: async in a rule of its own',
    source: OVERVIEW,
  },
  {
    applies: ({ cluster }) => versionNeeded(cluster) !== undefined,
    detail: ({ cluster }) =>
      `${cluster.engineVersion} has no activity streams: upgrade it to ${versionNeeded(cluster)}, or ${EXCLUDE}`,
    source: SUPPORTED,
  },
  {
    applies: ({ cluster }) => REGIONS_WITHOUT.includes(cluster.region),
    detail: ({ cluster }) => `${cluster.region} has no activity streams: ${EXCLUDE}`,
    source: SUPPORTED,
  },
  {
    applies: ({ kmsKey }) => kmsKey !== undefined && isAwsAlias(kmsKey),
    detail: ({ kmsKey }) => awsManagedKey(kmsKey),
    source: OVERVIEW,
  },
];

const byFacts: readonly Obstacle<WantedStream & { readonly facts: StreamFacts }>[] = [
  {
    applies: ({ cluster }) => cluster.members.length === 0,
    detail: () => `it has no instances, so there is nothing to record: add one or ${EXCLUDE}`,
    source: OVERVIEW,
  },
  {
    applies: ({ facts }) => facts.members.some(({ instanceClass }) => instanceClass === 'db.serverless'),
    detail: ({ facts }) =>
      `${serverlessOf(facts)} is serverless, and such instances have no activity streams: ${EXCLUDE}`,
    source: SUPPORTED,
  },
  {
    applies: ({ facts }) => classWithout(facts) !== undefined,
    detail: ({ facts }) =>
      `AWS offers no activity streams for ${classWithout(facts)} with its version: change the class or ${EXCLUDE}`,
    source: CLASSES,
  },
  {
    applies: ({ facts, mode }) => classWithout(facts, mode) !== undefined,
    detail: ({ facts, mode }) =>
      `AWS offers no ${mode} activity streams for ${classWithout(facts, mode)}: change the class or the mode`,
    source: CLASSES,
  },
];

/** Why the cluster can never have such a stream, as far as the listing shows; undefined when it can. */
export function ineligibleForStream(wanted: WantedStream): Ineligible | undefined {
  return firstObstacle(byListing, wanted);
}

/** Why the cluster's instances cannot have such a stream; undefined when they can. */
export function ineligibleByInstances(wanted: WantedStream, facts: StreamFacts): Ineligible | undefined {
  return firstObstacle(byFacts, { ...wanted, facts });
}

/** Why an AWS managed key cannot be used. */
export function awsManagedKey(kmsKey = ''): string {
  return `${kmsKey} is an AWS managed key; activity streams need a customer managed key: set kmsKey`;
}

function versionNeeded({ engine, engineVersion }: Cluster): string | undefined {
  const version = communityVersion(engineVersion);
  const first = engineOf({ engine }).streams?.firstVersions[version.split('.')[0] ?? ''];
  return first === undefined || isAtLeast(version, first) ? undefined : first;
}

function serverlessOf({ members }: StreamFacts): string | undefined {
  return members.find(({ instanceClass }) => instanceClass === 'db.serverless')?.id;
}

/**
 * The first instance class that has no stream at all, or none in the mode. Nothing is known of a class that is not
 * listed: it may be an old one that still runs and is no longer offered.
 */
function classWithout({ members, modesByClass }: StreamFacts, mode?: StreamMode): string | undefined {
  return members
    .map(({ instanceClass }) => instanceClass)
    .find((name) => {
      const modes = modesByClass[name];
      return modes !== undefined && (mode === undefined ? modes.length === 0 : !modes.includes(mode));
    });
}

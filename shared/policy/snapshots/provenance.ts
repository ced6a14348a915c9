import { defined } from '../../defined.ts';
import { CREATED_BY_TAG, DEPLOYMENT_TAG, isoSeconds, RULE_TAG, tagText } from '../model/tags.ts';
import type { EpochMs } from '../time/units.ts';

/** The origin that Dormouse wrote on a snapshot that it made. */
export type Provenance = Created | Copied;

interface Common {
  /** The deployment that made it; absent: one of a version that did not write it. */
  readonly deployment?: string;
  readonly rule: string;
  /** ARN that its cluster had when the snapshot was made. */
  readonly cluster: string;
  /** DbClusterResourceId of that cluster; absent where AWS did not say it. */
  readonly resourceId?: string;
  /** How long its rule was to keep it then, by `keepText`; absent where no rule said so. */
  readonly keep?: string;
  /** By which entries under `protect` the tags of the cluster did not protect it, by `unprotectedText`. */
  readonly unprotected?: string;
}

/** A snapshot that it took: on schedule, or before a stop. */
export interface Created extends Common {
  readonly by: 'create-snapshots' | 'stop-idle-clusters';
  /** The time that it was due, to the second. */
  readonly due: EpochMs;
}

export interface Copied extends Common {
  readonly by: 'copy-snapshots';
  /** ARN of the snapshot that it is a copy of. */
  readonly source: string;
  /** When that was taken. */
  readonly sourceTime: EpochMs;
}

const CLUSTER = 'dormouse:cluster';
const RESOURCE = 'dormouse:resource';
const KEEP = 'dormouse:keep';
const UNPROTECTED = 'dormouse:unprotected';
const DUE = 'dormouse:due';
const SOURCE = 'dormouse:source';
const SOURCE_TIME = 'dormouse:source-time';

const KEYS = [
  CLUSTER,
  CREATED_BY_TAG,
  DEPLOYMENT_TAG,
  DUE,
  KEEP,
  RESOURCE,
  RULE_TAG,
  SOURCE,
  SOURCE_TIME,
  UNPROTECTED,
];

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html */
const MAX_TAGS = 50;
const RESERVED = /^(aws|rds|dormouse):/i;

type Tags = Readonly<Record<string, string>>;

/** The tags that say how a snapshot came to be. */
export function provenanceTags(provenance: Provenance): Tags {
  const { by, deployment, rule, cluster, resourceId, keep, unprotected } = provenance;
  return {
    [CREATED_BY_TAG]: by,
    ...(deployment !== undefined && { [DEPLOYMENT_TAG]: deployment }),
    [RULE_TAG]: tagText(rule),
    [CLUSTER]: cluster,
    ...(resourceId !== undefined && { [RESOURCE]: resourceId }),
    ...(keep !== undefined && { [KEEP]: keep }),
    ...(unprotected !== undefined && { [UNPROTECTED]: unprotected }),
    ...(provenance.by === 'copy-snapshots'
      ? { [SOURCE]: provenance.source, [SOURCE_TIME]: new Date(provenance.sourceTime).toISOString() }
      : { [DUE]: isoSeconds(provenance.due) }),
  };
}

/** Tags of a source that its copy has too: what AWS and Dormouse wrote stays behind, and all together fit. */
export function inheritedTags(source: Tags, own: Tags): Tags {
  const inherited = Object.entries(source).filter(([key]) => !RESERVED.test(key));
  return { ...Object.fromEntries(inherited.slice(0, MAX_TAGS - Object.keys(own).length)), ...own };
}

/** All that decides what an identifier is: each tag that `provenanceTags` writes, as it stands there. */
export function provenanceText(tags: Tags): string[] {
  return KEYS.flatMap((key) => (Object.hasOwn(tags, key) ? [`${key}=${tags[key]}`] : []));
}

/** Reads back what `provenanceTags` wrote; undefined when anything is missing or in another form. */
export function readProvenance(tags: Tags): Provenance | undefined {
  const {
    [CREATED_BY_TAG]: by,
    [DEPLOYMENT_TAG]: deployment,
    [RULE_TAG]: rule = '',
    [CLUSTER]: cluster,
  } = tags;
  const { [RESOURCE]: resourceId, [KEEP]: keep, [UNPROTECTED]: unprotected, [SOURCE]: source } = tags;
  if (cluster === undefined) return undefined;
  const common = {
    rule,
    cluster,
    ...defined({ deployment, resourceId, keep, unprotected }),
  };
  if (by === 'copy-snapshots') {
    const sourceTime = Date.parse(tags[SOURCE_TIME] ?? '');
    if (source === undefined || Number.isNaN(sourceTime)) return undefined;
    return { by, ...common, source, sourceTime };
  }
  const due = Date.parse(tags[DUE] ?? '');
  if ((by !== 'create-snapshots' && by !== 'stop-idle-clusters') || Number.isNaN(due)) return undefined;
  return { by, ...common, due };
}

export function isCopy(provenance: Provenance): provenance is Copied {
  return provenance.by === 'copy-snapshots';
}

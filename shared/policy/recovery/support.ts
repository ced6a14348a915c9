import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';

/** A major version of an engine, and until when AWS supports it. */
export interface MajorVersion {
  readonly engine: string;
  readonly major: string;
  readonly standardUntil: EpochMs;
  /** Absent: there is no Extended Support for it. */
  readonly extendedUntil?: EpochMs;
}

/** Which support the engine version of a cluster has, and for how long. */
export interface Support {
  readonly engine: string;
  readonly major: string;
  readonly phase: 'standard' | 'extended' | 'over';
  /** Days until its phase ends, 0 on the last one; once all support is over, since then, below 0. */
  readonly days: number;
  readonly standardUntil: EpochMs;
  readonly extendedUntil?: EpochMs;
  /** Whether AWS bills Extended Support for the cluster; otherwise it upgrades the cluster. Absent: AWS does not say. */
  readonly isEnrolled?: boolean;
}

/** Standard support that ends within this is worth a line. */
const SUPPORT_ENDS_SOON_MS = 180 * DAY_MS;

const DISABLED = 'open-source-rds-extended-support-disabled';

/**
 * The support of a cluster's engine version at `now`; undefined where AWS tells no dates, as for Neptune and DocumentDB.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/extended-support.html
 */
export function supportOf(
  { engine, engineVersion, setup }: Pick<Cluster, 'engine' | 'engineVersion' | 'setup'>,
  versions: readonly MajorVersion[],
  now: EpochMs,
): Support | undefined {
  const own = versions
    .filter((one) => one.engine === engine && isOf(one.major, engineVersion))
    .toSorted((a, b) => b.major.length - a.major.length)[0];
  if (own === undefined) return undefined;
  const { major, standardUntil, extendedUntil } = own;
  const phase =
    now <= standardUntil ? 'standard' : now <= (extendedUntil ?? standardUntil) ? 'extended' : 'over';
  const until = phase === 'standard' ? standardUntil : (extendedUntil ?? standardUntil);
  const lifecycle = setup?.lifecycle;
  return {
    engine,
    major,
    phase,
    days: Math.floor((until - now) / DAY_MS),
    standardUntil,
    ...defined({ extendedUntil, isEnrolled: lifecycle === undefined ? undefined : lifecycle !== DISABLED }),
  };
}

/** `8.0` is the major version of `8.0.mysql_aurora.3.08.1`, `16` that of `16.6`. */
function isOf(major: string, version: string): boolean {
  return version === major || version.startsWith(`${major}.`);
}

/** Whether the support of a cluster is worth a line: it is not the standard one, or that ends soon. */
export function endsSoon({ phase, standardUntil }: Support, now: EpochMs): boolean {
  return phase !== 'standard' || standardUntil - now <= SUPPORT_ENDS_SOON_MS;
}

/**
 * One sentence about the support of a cluster.
 *
 * @example 'standard support of aurora-postgresql 13 ends 2026-02-28, in 91 days; then AWS bills Extended Support, until 2029-02-28'
 */
export function supportText(support: Support): string {
  const { engine, major, phase, days, standardUntil, extendedUntil } = support;
  const [standard, extended] = [
    dateOf(standardUntil),
    extendedUntil === undefined ? '' : dateOf(extendedUntil),
  ];
  if (phase === 'standard') {
    return `standard support of ${engine} ${major} ends ${standard}, ${inDays(days)}; ${afterwards(support)}`;
  }
  if (phase === 'extended') {
    return `standard support of ${engine} ${major} ended ${standard}; ${
      support.isEnrolled === false ? 'it is not enrolled in Extended Support' : 'AWS bills Extended Support'
    }, which ends ${extended}, ${inDays(days)}`;
  }
  return `all support of ${engine} ${major} ended ${extended || standard}; upgrade it`;
}

function afterwards({ isEnrolled, extendedUntil }: Support): string {
  if (extendedUntil === undefined) return 'there is no Extended Support: upgrade it before';
  return isEnrolled === false
    ? 'it is not enrolled in Extended Support, so AWS upgrades it then'
    : `then AWS bills Extended Support, until ${dateOf(extendedUntil)}`;
}

function inDays(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'in 1 day' : `in ${days} days`;
}

function dateOf(at: EpochMs): string {
  return new Date(at).toISOString().slice(0, 10);
}

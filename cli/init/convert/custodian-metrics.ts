import { textOf } from './convert.ts';

type Filter = Readonly<Record<string, unknown>>;

/** A rule's idle and idleFor. */
export interface IdlePower {
  readonly idleFor: string;
  readonly idle?: Readonly<Record<string, unknown>>;
}

const BELOW = ['lt', 'less-than'];
const AT_MOST = ['le', 'lte', 'eq', 'equal'];

/** At most: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html */
const MAX_DAYS = 14;

/**
 * A filter `metrics` on connections or CPU as thresholds of idle; undefined for any other. Custodian compares the average of
 * all days, and idle each minute or step of them, so nothing is stopped that Custodian would leave.
 * https://cloudcustodian.io/docs/aws/resources/aws-common-filters.html#aws-common-filters-metrics
 */
export function idleOf(filter: Filter): IdlePower | undefined {
  const { name, op = 'lt' } = filter;
  const value = Number(filter.value);
  const days = Number(filter.days ?? 14);
  const isBelow = BELOW.includes(String(op));
  const isKnown = (isBelow || AT_MOST.includes(String(op))) && value >= 0 && days > 0 && days <= MAX_DAYS;
  if (!isKnown) return undefined;
  const idleFor = Number.isInteger(days) ? `${days}d` : `${Math.round(days * 24)}h`;
  if (textOf(name) === 'DatabaseConnections') {
    const connections = isBelow ? Math.max(0, Math.ceil(value) - 1) : Math.floor(value);
    return { idleFor, ...(connections > 0 && { idle: { connections: Math.min(connections, 1000) } }) };
  }
  if (textOf(name) !== 'CPUUtilization' || Math.floor(value) < 1 || value >= 100) return undefined;
  return { idleFor, idle: { cpu: `${Math.floor(value)}%` } };
}

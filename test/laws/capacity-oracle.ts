import type { ClusterState } from '../../simulator/rds/state.ts';
import type { CapacityCluster, CapacityUse, CapacityWeek, GeneratedLine } from './generated-capacity-life.ts';
import { isWithin } from './generated-hours.ts';

/** The serverless capacity that is due, stated a second time and without Dormouse's code. */

export interface Candidate {
  readonly cluster: CapacityCluster;
  readonly week: CapacityWeek;
  readonly state: ClusterState;
  readonly now: number;
  readonly use: CapacityUse;
  /** Minutes until it pauses; of no account while its min is above 0. */
  readonly pause: number;
}

const ranges: Readonly<Partial<Record<CapacityCluster['kind'], readonly [least: number, most: number]>>> = {
  postgres: [0, 256],
  mysql: [0, 256],
  neptune: [1, 128],
  docdb: [0.5, 256],
  old: [0.5, 128],
  'old platform': [0, 128],
  unused: [0, 256],
};

export function lineNow({ week, now }: Pick<Candidate, 'week' | 'now'>): GeneratedLine | undefined {
  return week.lines.find(({ hours }) => hours === undefined || isWithin(hours, week.zone, now));
}

/** Whether Dormouse may do anything to it at all. */
export function isTouchable({ cluster: { env }, state }: Candidate): boolean {
  return env === 'scaled' && state.tags['dormouse:hold'] === undefined;
}

export function isLegal({ kind }: CapacityCluster, { min, max }: GeneratedLine): boolean {
  const [least, most] = ranges[kind] ?? [0, 0];
  return min >= least && max <= most;
}

export function isAsDeclared({ state: { serverless }, pause }: Candidate, line: GeneratedLine): boolean {
  if (serverless?.min !== line.min || serverless.max !== line.max) return false;
  return line.pauseMinutes === undefined || line.pauseMinutes === pause;
}

/** Whether a smaller max has to wait for what is used. */
export function mustWait(
  { state: { serverless }, use }: Candidate,
  line: GeneratedLine,
): 'in use' | 'unknown' | undefined {
  if (serverless === undefined || line.whenBusy === 'apply' || line.max >= serverless.max) return undefined;
  if (use === 'missing') return 'unknown';
  return serverless.units > line.max ? 'in use' : undefined;
}

/** Whether the min has to go first while the max waits: it grows, or it alone would keep the use up. */
export function minGoesFirst({ state: { serverless } }: Candidate, line: GeneratedLine): boolean {
  return serverless !== undefined && (line.min > serverless.min || serverless.min > line.max);
}

function isInUse(candidate: Candidate, line?: GeneratedLine): boolean {
  return line !== undefined && mustWait(candidate, line) === 'in use' && !minGoesFirst(candidate, line);
}

/** The claim of each reason for leaving a cluster that has come to rest; reasons that are not here only pass. */
const claims: Readonly<Record<string, (candidate: Candidate, line?: GeneratedLine) => boolean>> = {
  'no-rule': ({ cluster }) => cluster.env === 'other',
  protected: ({ cluster }) => cluster.env === 'guarded',
  held: ({ state }) => state.tags['dormouse:hold'] === 'forever',
  'hold-unreadable': ({ state }) => state.tags['dormouse:hold'] === 'soon',
  'not-serverless': ({ cluster }) => cluster.kind === 'provisioned' || cluster.kind === 'unused',
  'no-line': (_, line) => line === undefined,
  ineligible: ({ cluster }, line) => line !== undefined && !isLegal(cluster, line),
  'capacity-as-declared': (candidate, line) => line !== undefined && isAsDeclared(candidate, line),
  'cluster-stopped': ({ state }) => state.status === 'stopped',
  'in-transition': ({ state }) =>
    state.status === 'available' && state.instances.some(({ status }) => status !== 'available'),
  'capacity-in-use': isInUse,
  'capacity-in-use-for-days': isInUse,
  'use-unknown': (candidate, line) =>
    line !== undefined && mustWait(candidate, line) === 'unknown' && !minGoesFirst(candidate, line),
};

/** Whether it is right to leave a cluster at rest for that reason. */
export function isExcused(reason: string, candidate: Candidate): boolean {
  return claims[reason]?.(candidate, lineNow(candidate)) ?? false;
}

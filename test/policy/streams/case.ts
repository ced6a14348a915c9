import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { ActivityStreamRule, Policy } from '../../../shared/policy/model/policy.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import type { RequestedOverride, StreamFacts, StreamKey } from '../../../shared/policy/streams/stream.ts';
import { aStream, WINDOW_LATER } from './builders.ts';

/** A cluster whose stream would be started on a Saturday in its maintenance window, but for what is said here. */
export interface ActivityStreamCase {
  readonly name: string;
  readonly reason: Reason;
  /** The action that is sent; absent: none. */
  readonly change?: 'start' | 'stop' | 'tag';
  readonly detail?: string;
  /** The whole detail. */
  readonly exactly?: string;
  readonly cluster?: Partial<Cluster>;
  readonly declared?: Partial<ActivityStreamRule>;
  readonly policy?: Partial<Policy>;
  /** `none`: they have not been read. */
  readonly facts?: Partial<StreamFacts> | 'none';
  readonly keys?: Readonly<Record<string, StreamKey>>;
  readonly requested?: RequestedOverride;
  readonly now?: number;
  readonly restartsAt?: number;
}

export const UNTIL = Date.parse('2026-11-24T09:30:00Z');
export const running = { activityStream: aStream() };
export const later = { maintenanceWindow: WINDOW_LATER };
export const noted = (note: string) => ({ tags: { 'dormouse:activity-stream': note } });
export const tagged = (value: string) => ({ tags: { 'dormouse:activity-stream-override': value } });

import type { ActivityStreamRule } from '../../../shared/policy/model/policy.ts';
import type { RequestedOverride, StreamFacts, StreamKey } from '../../../shared/policy/streams/stream.ts';
import type { DecisionCase } from '../../support/decision-case.ts';
import { aStream, WINDOW_LATER } from './builders.ts';

/** A cluster whose stream would be started on a Saturday in its maintenance window, but for what is said here. */
export interface ActivityStreamCase extends DecisionCase {
  /** The action that is sent; absent: none. */
  readonly change?: 'start' | 'stop' | 'tag';
  /** The whole detail. */
  readonly exactly?: string;
  readonly declared?: Partial<ActivityStreamRule>;
  /** `none`: they have not been read. */
  readonly facts?: Partial<StreamFacts> | 'none';
  readonly keys?: Readonly<Record<string, StreamKey>>;
  readonly requested?: RequestedOverride;
  readonly restartsAt?: number;
}

export const UNTIL = Date.parse('2026-11-24T09:30:00Z');
export const running = { activityStream: aStream() };
export const later = { maintenanceWindow: WINDOW_LATER };
export const noted = (note: string) => ({ tags: { 'dormouse:activity-stream': note } });
export const tagged = (value: string) => ({ tags: { 'dormouse:activity-stream-override': value } });

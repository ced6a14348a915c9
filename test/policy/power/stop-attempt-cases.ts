import { HOUR, SATURDAY } from '../builders.ts';
import type { StopCase } from './stop-case.ts';

/** Stops after others that have had no effect. */
export const stopAttemptCases: readonly StopCase[] = [
  {
    name: 'its last two stops had no effect',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T11:50:00Z attempt 2 refused by r' } },
    reason: 'stop-failing',
    detail: '2 stops in a row were refused or did not last; the next follows Sat 13:05 Europe/Berlin',
  },
  {
    name: 'it is busy, and its last stops had no effect',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T11:50:00Z attempt 2 by r' } },
    facts: { evidence: { state: 'busy', detail: 'used' } },
    reason: 'busy',
  },
  {
    name: 'it has been started since its last stops',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T10:50:00Z attempt 9 by r' } },
    facts: { lastStart: { at: SATURDAY - HOUR, by: 'user' } },
    reason: 'idle',
  },
];

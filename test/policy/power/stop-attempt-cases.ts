import { HOUR, SATURDAY } from '../builders.ts';
import type { PowerCase } from './case.ts';

/** Stops after others that have had no effect. */
export const stopAttemptCases: readonly PowerCase[] = [
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
    name: 'its stop was accepted so recently that RDS may not report it',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T11:56:01Z by r' } },
    reason: 'in-transition',
    detail: 'RDS still reports it as available; its stop was requested Sat 12:56 Europe/Berlin',
  },
  {
    name: 'its stop was accepted four minutes ago',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T11:56:00Z by r' } },
    reason: 'idle',
  },
  {
    name: 'its stop was refused a minute ago',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T11:59:00Z refused by r' } },
    reason: 'idle',
  },
  {
    name: 'its stop seems to be requested ahead of now',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T12:04:00Z by r' } },
    reason: 'idle',
  },
  {
    name: 'it has been started since its last stops',
    cluster: { tags: { 'dormouse:power': 'stop 2026-11-21T10:50:00Z attempt 9 by r' } },
    facts: { lastStart: { at: SATURDAY - HOUR, by: 'user' } },
    reason: 'idle',
  },
];

import { anEntry } from './builders.ts';
import type { CapacityCase } from './cases.ts';

/** Changes that AWS has accepted lately, as the tag of the cluster remembers them. */
export const pendingCases: readonly CapacityCase[] = [
  {
    name: 'its change was accepted so recently that RDS may not report it',
    cluster: { tags: { 'dormouse:capacity': '2-16 2026-11-21T11:56:01Z by developers' } },
    reason: 'in-transition',
    detail: 'RDS still reports 1-8 ACU; the change to 2-16 ACU was requested Sat 12:56 Europe/Berlin',
  },
  {
    name: 'the first step of its change was accepted so recently that RDS may not report it',
    cluster: { tags: { 'dormouse:capacity': '2-8 2026-11-21T11:59:00Z first by developers' } },
    entries: [anEntry({ min: 2, max: 4 })],
    facts: { use: { state: 'known', units: 6 } },
    reason: 'in-transition',
    detail: 'the change to 2-8 ACU was requested',
  },
  ...[
    ['its change was accepted four minutes ago', '2-16 2026-11-21T11:56:00Z by developers'],
    ['its change was refused a minute ago', '2-16 2026-11-21T11:59:00Z refused by developers'],
    ['another change was accepted a minute ago', '1-8 2026-11-21T11:59:00Z by developers'],
    ['the first step of its change is reported', '1-8 2026-11-21T11:59:00Z first by developers'],
  ].map(
    ([name = '', tag = '']): CapacityCase => ({
      name,
      cluster: { tags: { 'dormouse:capacity': tag } },
      reason: 'capacity-differs',
    }),
  ),
];

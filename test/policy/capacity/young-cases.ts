import { MINUTE, SATURDAY } from '../builders.ts';
import { anEntry } from './builders.ts';
import type { CapacityCase } from './cases.ts';

const smaller = [anEntry({ min: 1, max: 4 })];
const usesLess = { use: { state: 'known', units: 4 } } as const;

/** Clusters that are hardly older than the time over which their use is looked at. */
export const youngCases: readonly CapacityCase[] = [
  {
    name: 'its max shrinks, and it is so young that the metrics of its instances may be those of others',
    cluster: { createdAt: SATURDAY - 10 * MINUTE + 1 },
    entries: smaller,
    facts: usesLess,
    reason: 'use-unknown',
    detail: 'created Sat 12:50 Europe/Berlin, less than the 10m ago over which its use is looked at',
  },
  {
    name: 'its max shrinks, and it is old enough',
    cluster: { createdAt: SATURDAY - 10 * MINUTE },
    entries: smaller,
    facts: usesLess,
    reason: 'capacity-differs',
  },
];

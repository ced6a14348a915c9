import type { PruneWorld } from '../../../shared/policy/snapshots/worlds.ts';
import { DAY, HOUR, SATURDAY } from '../builders.ts';
import { AWAY, copyOf, created, HOME } from './builders.ts';
import { away, expire, gone, nightly, type PruneCase } from './prune-cases.ts';

const source = created(SATURDAY - 7 * DAY);
export const COPY = copyOf(source);

/** The same for a copy, in the other Region, beside one of a source of yesterday. */
export const copyPruneCases: readonly PruneCase[] = [
  { name: 'no bucket holds it', rule: away({ last: 1 }), reason: 'expired' },
  {
    name: 'a bucket holds it',
    rule: away({ daily: 7 }),
    reason: 'kept',
    detail: 'daily 2 of 7 (2026-11-14)',
  },
  { name: 'the destination has no keep', rule: away(), reason: 'keep-all' },
  {
    name: 'no rule copies to here',
    rule: nightly,
    reason: 'orphan',
    detail: 'no rule copies it here any more',
  },
  {
    name: 'it is on its way',
    rule: away({ last: 1 }),
    snapshot: { status: 'copying' },
    reason: 'in-transition',
  },
  { name: 'it failed', rule: away({ last: 1 }), snapshot: { status: 'failed' }, reason: 'expired' },
  {
    name: 'its cluster is gone',
    snapshot: { tags: { ...COPY.tags, 'dormouse:unkept': 'orphan since 2026-11-01T00:00:00Z' } },
    world: gone,
    policy: expire,
    reason: 'orphan-expired',
  },
];

export const copyWorld: Partial<PruneWorld> = {
  region: AWAY,
  listed: [HOME],
  observedAt: SATURDAY + HOUR,
};

import { expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import { countInHours } from '../../../shared/policy/power/in-hours.ts';
import { checkPolicy } from '../../../shared/runtime/function/check-policy.ts';
import { aCluster } from '../builders.ts';

const { policy } = checkPolicy(
  `version: 1
mode: enforce
timezone: UTC
rules:
  - { name: office, match: { tags: { env: [office] } }, power: { hours: mon-fri 08:00-18:00 } }
  - { name: idle, match: {}, power: { stop: whenIdle } }
`,
  'policy.yml',
);
const tags = { env: 'office' };

/** Counts one cluster at a time of Monday. */
function count(some: Partial<Cluster>, at = '09:00') {
  const observedAt = Date.parse(`2026-11-23T${at}:00Z`);
  const { account, region } = aCluster();
  const cluster = aCluster({ tags, status: 'available', ...some });
  return countInHours(policy, { account, region, observedAt, clusters: [{ cluster }] });
}

const pending = `start at 2026-11-23T08:59:30Z`;

test.each<[string, Partial<Cluster>, string | undefined, { due: number; late: number }]>([
  ['is up', {}, undefined, { due: 1, late: 0 }],
  ['is stopped', { status: 'stopped' }, undefined, { due: 1, late: 1 }],
  ['is starting', { status: 'starting' }, undefined, { due: 1, late: 1 }],
  [
    'was just asked to start',
    { status: 'stopped', tags: { ...tags, 'dormouse:power': pending } },
    undefined,
    { due: 1, late: 1 },
  ],
  ['is backed up', { status: 'backing-up' }, undefined, { due: 0, late: 0 }],
  [
    'is stopped a quarter of an hour after the beginning',
    { status: 'stopped' },
    '08:15',
    { due: 1, late: 1 },
  ],
  ['still has time to start', { status: 'stopped' }, '08:14', { due: 0, late: 0 }],
  ['is outside its hours', { status: 'stopped' }, '18:00', { due: 0, late: 0 }],
  ['has no hours', { status: 'stopped', tags: {} }, undefined, { due: 0, late: 0 }],
  [
    'is held',
    { status: 'stopped', tags: { ...tags, 'dormouse:hold': 'forever' } },
    undefined,
    { due: 0, late: 0 },
  ],
  ['has no key', { status: 'inaccessible-encryption-credentials' }, undefined, { due: 0, late: 0 }],
])('a cluster that %s', (_, some, at, expected) => {
  expect(count(some, at)).toEqual(expected);
});

import { expect, test } from 'vitest';
import { snapshotRefusals, tripped } from '../../../cli/plan/attention-text.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { planned } from '../../support/builders/power.ts';
import { plannedSnapshot } from '../../support/builders/snapshots.ts';
import { plan } from '../builders.ts';

function told(snapshots: Parameters<typeof plannedSnapshot>[0][]): string {
  const [lines = []] = snapshotRefusals(plan({ snapshots: snapshots.map(plannedSnapshot) }), {
    paint: plain,
  });
  return lines.join('\n');
}

test('one cause is reported once, with the snapshots of each cluster', () => {
  const cause = { reason: 'key-missing', detail: 'it is encrypted; name a kmsKey of us-west-2' } as const;
  const many = Array.from({ length: 5 }, (_, index) => ({
    ...cause,
    cluster: 'b',
    snapshot: `rds:b-${index}`,
  }));

  expect(
    told([{ ...cause, snapshot: 'rds:a-1' }, { ...cause, snapshot: 'rds:a-2' }, ...many]),
  ).toBe(`Snapshots that need attention
  ! 111122223333  us-west-2  key-missing  production
    it is encrypted; name a kmsKey of us-west-2
    a: rds:a-1, rds:a-2; b: 5 snapshots`);
});

test.each([
  {
    reason: 'copy-failed',
    says: 'find out why; it is tried again a day later, or as soon as you remove the tag dormouse:copy-us-west-2 from the source',
  },
  { reason: 'orphan', says: 'delete them yourself, or let the policy do it: orphans: { expireAfter: 90d }' },
] as const)('$reason says what to do', ({ reason, says }) => {
  const text = told([{ reason, detail: 'it is so' }]).replace(/\n +/g, ' ');

  expect(text).toContain(`it is so; ${says}`);
});

test('the clusters whose snapshots cannot be taken are named', () => {
  const full = { action: 'create', reason: 'quota-full', detail: '100 of 100 are used; prune' } as const;

  expect(told([full, { ...full, cluster: 'b' }])).toContain('\n    a; b');
});

test('is not there when nothing calls for attention', () => {
  expect(told([{ reason: 'kept' }])).toBe('');
});

test('the changes that a breaker stops are named by cluster, each cluster once', () => {
  const broken = { reason: 'limit-breaker', detail: '60 snapshots, 50 may be' } as const;
  const snapshots = [plannedSnapshot(broken), plannedSnapshot({ ...broken, snapshot: 'rds:a-2' })];

  const [lines = []] = tripped(plan({ clusters: [planned('z', { reason: 'busy' })], snapshots }), {
    paint: plain,
  });

  expect(lines).toEqual([
    'More changes are due than a breaker under limits allows, so none of these are made',
    '  ✗ 111122223333  us-west-2',
    '    60 snapshots, 50 may be',
    '    a',
  ]);
});

import { describe, expect, test } from 'vitest';
import { decideOpen } from '../../../../shared/policy/recovery/drill/decide-open.ts';
import { aDrill, aDrillCluster, aDrillInstance, OPENED } from '../../../support/builders/open-drills.ts';
import { HOUR } from '../../builders.ts';

const drill = aDrill();
const passed = aDrill({ verdict: 'passed' });

describe('a drill under way is decided on', () => {
  test('by its next step, under its rule and about its source', () => {
    expect(decided(drill)).toMatchObject([
      {
        verdict: 'act',
        action: 'drillRestore',
        reason: 'drill-continues',
        rule: 'shop',
        cluster: 'orders',
        resourceArn: drill.source.arn,
        command: {
          kind: 'restore-cluster',
          etag: '"1"',
          cluster: 'orders',
          record: { drill: drill.drill, phases: { restoreRequestedAt: '2026-11-28T03:00:00Z' } },
        },
      },
    ]);
  });

  test('as waiting', () => {
    expect(decided(drill, { status: 'creating' })).toMatchObject([
      { verdict: 'skip', action: 'drillRestore', reason: 'drill-in-progress', rule: 'shop' },
    ]);
  });

  test('under no rule once it is cleaned up, so that none can keep it from that', () => {
    const [decision] = decided(passed, {});

    expect(decision).toMatchObject({
      verdict: 'act',
      action: 'cleanUpDrill',
      reason: 'drill-cleanup',
      resourceArn: drill.restored.arn,
      command: { kind: 'delete-drill-instance' },
    });
    expect(decision).not.toHaveProperty('rule');
  });

  test('as a leftover that people have to look at', () => {
    expect(decided(passed, { tags: {} })).toMatchObject([
      { verdict: 'skip', action: 'cleanUpDrill', reason: 'drill-leftover', cluster: 'orders' },
    ]);
  });

  test('as a leftover that is put on record once', () => {
    const [first] = decided(passed, { tags: {} });
    const note = first?.verdict === 'skip' ? first.note : undefined;

    expect(note).toMatchObject({
      kind: 'note-drill',
      etag: '"1"',
      record: { cleanUp: { leftover: expect.stringContaining('took the tag') } },
    });
    const noted = note !== undefined && 'record' in note ? note.record : passed;
    expect(decided(noted, { tags: {} })[0]).not.toHaveProperty('note');
  });

  test('as a leftover where somebody has given its cluster another name', () => {
    const known = aDrill({
      verdict: 'passed',
      restored: { ...passed.restored, resourceId: 'cluster-RESTORED' },
    });

    expect(decided(known, { id: 'renamed', resourceId: 'cluster-RESTORED' })).toMatchObject([
      { verdict: 'skip', reason: 'drill-leftover', detail: expect.stringContaining('another name') },
    ]);
  });

  test('by the clusters of its place alone', () => {
    const [decision] = decided(drill, { region: 'us-west-2' });

    expect(decision).toMatchObject({ command: { kind: 'restore-cluster' } });
  });
});

function decided(record: typeof drill, cluster?: Parameters<typeof aDrillCluster>[1]) {
  return decideOpen({
    ...record.place,
    observedAt: OPENED + HOUR,
    open: [{ record, etag: '"1"' }],
    clusters: cluster === undefined ? [] : [{ cluster: aDrillCluster(record, cluster) }],
    members: cluster === undefined ? [] : [aDrillInstance(record)],
  });
}

import { expect, test } from 'vitest';
import type { Happening } from '../../../demo/day/happenings.ts';
import { fromResult } from '../../../demo/day/outcome-happenings.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import { aCluster } from '../../policy/builders.ts';
import { capacityDecision } from '../../support/builders/capacity.ts';
import { aResult } from '../../support/builders/outcomes.ts';
import { decision } from '../../support/builders/power.ts';
import { snapshotDecision } from '../../support/builders/snapshots.ts';
import { streamDecision } from '../../support/builders/streams.ts';

const a = aCluster({ id: 'a' });
const at = Date.parse('2026-11-23T19:00Z');

test.each<{ outcome: Outcome; expected: Partial<Happening> }>([
  {
    outcome: { status: 'done', decision: decision('a', 'stop', 'act', 'idle') },
    expected: { what: 'stop', text: 'idle (developers)' },
  },
  {
    outcome: { status: 'planned', decision: decision('a', 'start', 'act', 'in-hours') },
    expected: { what: 'start', text: 'only planned: in-hours (developers)', lasting: true },
  },
  {
    outcome: { status: 'skipped', decision: decision('a', 'stop', 'skip', 'ineligible') },
    expected: { what: 'refused', text: 'ineligible', lasting: true },
  },
  {
    outcome: {
      status: 'failed',
      decision: decision('a', 'stop', 'act', 'idle'),
      fault: { name: 'AccessDenied', message: 'no' },
    },
    expected: { what: 'fault', text: 'stop failed: AccessDenied: no' },
  },
  {
    outcome: { status: 'done', decision: snapshotDecision('createSnapshot', 'act', 'due') },
    expected: { what: 'create', text: 'due (production)' },
  },
  {
    outcome: { status: 'done', decision: snapshotDecision('copySnapshot', 'act', 'to-copy') },
    expected: { what: 'copy', text: 'to us-west-2 (production)', region: 'us-west-2' },
  },
  {
    outcome: { status: 'done', decision: snapshotDecision('deleteSnapshot', 'act', 'expired') },
    expected: { what: 'delete', text: 'expired in us-west-2 (production)' },
  },
  {
    outcome: {
      status: 'done',
      decision: streamDecision('stream-due', { kind: 'start-activity-stream', of: a }),
    },
    expected: { what: 'start-stream', text: 'async, stream-due (audited)' },
  },
  {
    outcome: {
      status: 'done',
      decision: streamDecision('stream-over', { kind: 'stop-activity-stream', of: a }),
    },
    expected: { what: 'stop-stream', text: 'stream-over (audited)' },
  },
  {
    outcome: {
      status: 'done',
      decision: streamDecision('override-requested', { kind: 'tag-activity-stream', of: a }),
    },
    expected: { what: 'remember', text: 'override-requested (audited)' },
  },
  {
    outcome: { status: 'done', decision: capacityDecision('capacity-differs', { min: 1, max: 16 }, a) },
    expected: { what: 'capacity', text: 'to 1-16 (scaled)' },
  },
  {
    outcome: { status: 'skipped', decision: streamDecision('restart-waits', { of: a }) },
    expected: { what: 'waits', text: 'stream: restart-waits', lasting: true },
  },
  {
    outcome: { status: 'skipped', decision: streamDecision('key-unusable', { of: a }) },
    expected: { what: 'refused', text: 'stream: key-unusable', lasting: true },
  },
  {
    outcome: { status: 'skipped', decision: streamDecision('hold-unreadable', { of: a }) },
    expected: { what: 'refused', text: 'hold-unreadable', lasting: true },
  },
  {
    outcome: { status: 'skipped', decision: snapshotDecision('copySnapshot', 'skip', 'key-unusable') },
    expected: { what: 'refused', text: 'key-unusable, key-unusable it is', lasting: true },
  },
])(
  'an outcome $outcome.status with reason $outcome.decision.reason is a happening',
  ({ outcome, expected }) => {
    expect(fromResult(aResult({ outcomes: [outcome] }), at)).toEqual([
      expect.objectContaining({ at, by: 'dormouse', cluster: 'a', ...expected }),
    ]);
  },
);

test('a skipped change is not a happening', () => {
  expect(
    fromResult(
      aResult({
        outcomes: [
          { status: 'skipped', decision: decision('a', 'stop', 'skip', 'busy') },
          { status: 'skipped', decision: streamDecision('stream-as-declared', { of: a }) },
        ],
      }),
      at,
    ),
  ).toEqual([]);
});

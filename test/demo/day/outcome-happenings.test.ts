import { expect, test } from 'vitest';
import type { Happening } from '../../../demo/day/happenings.ts';
import { fromResult } from '../../../demo/day/outcome-happenings.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import { decision, snapshotDecision } from '../../cli/builders.ts';
import { capacityDecision, result, streamDecision, streamLeft } from '../builders.ts';

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
    outcome: { status: 'done', decision: streamDecision('start-activity-stream', 'stream-due') },
    expected: { what: 'start-stream', text: 'async, stream-due (audited)' },
  },
  {
    outcome: { status: 'done', decision: streamDecision('stop-activity-stream', 'stream-over') },
    expected: { what: 'stop-stream', text: 'stream-over (audited)' },
  },
  {
    outcome: { status: 'done', decision: streamDecision('tag-activity-stream', 'override-requested') },
    expected: { what: 'remember', text: 'override-requested (audited)' },
  },
  {
    outcome: { status: 'done', decision: capacityDecision('capacity-differs') },
    expected: { what: 'capacity', text: 'to 1-16 (web)' },
  },
  {
    outcome: { status: 'skipped', decision: streamLeft('restart-waits') },
    expected: { what: 'waits', text: 'stream: restart-waits', lasting: true },
  },
  {
    outcome: { status: 'skipped', decision: streamLeft('key-unusable') },
    expected: { what: 'refused', text: 'stream: key-unusable', lasting: true },
  },
  {
    outcome: { status: 'skipped', decision: streamLeft('hold-unreadable') },
    expected: { what: 'refused', text: 'hold-unreadable', lasting: true },
  },
  {
    outcome: { status: 'skipped', decision: snapshotDecision('copySnapshot', 'skip', 'key-unusable') },
    expected: { what: 'refused', text: 'key-unusable, key-unusable it is', lasting: true },
  },
])(
  'an outcome $outcome.status with reason $outcome.decision.reason is a happening',
  ({ outcome, expected }) => {
    expect(fromResult(result([outcome]), at)).toEqual([
      expect.objectContaining({ at, by: 'dormouse', cluster: 'a', ...expected }),
    ]);
  },
);

test('a skipped change is not a happening', () => {
  expect(
    fromResult(
      result([
        { status: 'skipped', decision: decision('a', 'stop', 'skip', 'busy') },
        { status: 'skipped', decision: streamLeft('stream-as-declared') },
      ]),
      at,
    ),
  ).toEqual([]);
});

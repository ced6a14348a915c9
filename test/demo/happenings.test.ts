import { expect, test } from 'vitest';
import { createNews, fromEvent, fromResult, type Happening } from '../../demo/happenings.ts';
import type { Outcome } from '../../shared/runtime/outcome.ts';
import type { SweepResult } from '../../shared/runtime/result.ts';
import { decision, snapshotDecision } from '../cli/builders.ts';

const at = Date.parse('2026-11-23T19:00Z');

function result(outcomes: readonly Outcome[]): SweepResult {
  return {
    function: 'stop-idle-clusters',
    mode: 'enforce',
    at: new Date(at).toISOString(),
    ok: true,
    summary: { status: {}, reason: {} },
    scopes: [],
    outcomes,
    omitted: 0,
    unmatched: [],
    warnings: [],
  };
}

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
    outcome: { status: 'left', decision: decision('a', 'stop', 'leave', 'ineligible') },
    expected: { what: 'refused', text: 'ineligible', detail: 'ineligible it is', lasting: true },
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
    expected: { what: 'snapshot', text: 'due (production)' },
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
    outcome: { status: 'left', decision: snapshotDecision('copySnapshot', 'leave', 'key-unusable') },
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

test('what is left alone is no happening', () => {
  expect(
    fromResult(result([{ status: 'left', decision: decision('a', 'stop', 'leave', 'busy') }]), at),
  ).toEqual([]);
});

test('an RDS event of a cluster is a happening, any other event is none', () => {
  const detail = { Date: '2026-11-23T19:00:00.000Z', SourceIdentifier: 'a', EventID: 'RDS-EVENT-0153' };
  const event = { account: '111122223333', region: 'eu-central-1', detail };

  expect(fromEvent(event)).toMatchObject({
    at,
    by: 'aws',
    what: 'restart',
    cluster: 'a',
    region: 'eu-central-1',
  });
  expect(fromEvent({ ...event, detail: { ...detail, EventID: 'RDS-EVENT-0087' } })).toBeUndefined();
  expect(fromEvent('nonsense')).toBeUndefined();
});

test('what lasts is told when it begins, and again after a break; what happens is told each time', () => {
  const base = { at, by: 'dormouse', cluster: 'a', account: '1', region: 'r', text: '' } as const;
  const refused: Happening = { ...base, what: 'refused', lasting: true };
  const stop: Happening = { ...base, what: 'stop' };
  const newsOf = createNews();

  expect(newsOf('stop', [refused, refused, stop])).toEqual([refused, stop]);
  expect(newsOf('stop', [refused, stop])).toEqual([stop]);
  expect(newsOf('stop', [])).toEqual([]);
  expect(newsOf('stop', [refused])).toEqual([refused]);
});

test('what one function has told is no news of another, nor of itself when others have run in between', () => {
  const refused: Happening = {
    ...{ at, by: 'dormouse', cluster: 'a', account: '1', region: 'r', text: '' },
    ...{ what: 'refused', lasting: true },
  };
  const newsOf = createNews();

  expect(newsOf('copy', [refused])).toEqual([refused]);
  expect(newsOf('stop', [refused])).toEqual([]);
  expect(newsOf('stop', [])).toEqual([]);
  expect(newsOf('copy', [refused])).toEqual([]);
});

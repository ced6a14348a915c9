import { expect, test } from 'vitest';
import type { BusEvent } from '../../../shared/aws/send/event-bus.ts';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { reportScope } from '../../../shared/runtime/report/report.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import type { ScopeResult } from '../../../shared/runtime/sweep/result.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { aCopy } from '../../support/builders/snapshots.ts';
import { fakeLog, home } from '../builders.ts';

/** A function's reports, one after the other, as from one warm environment. */
function aReporter() {
  const log = fakeLog();
  const events: BusEvent[] = [];
  const putEvents = async (more: readonly BusEvent[]) => void events.push(...more);
  const deps = { function: 'stop-idle-clusters', log, dedupe: createDedupe(), putEvents };
  const scope: ScopeResult = { ...home, ok: true, clusters: 1 };
  return {
    log,
    types: () => events.map(({ detailType }) => detailType),
    tell: (outcomes: readonly Outcome[], some: Partial<ScopeResult> = {}) =>
      reportScope(deps, { scope: { ...scope, ...some }, outcomes, matched: [] }, 'enforce'),
  };
}

const denied = anOutcome('failed', anAct(), { name: 'AccessDenied', message: 'no' });
const busy = anOutcome('retry', anAct(), { name: 'Throttling', message: 'Rate exceeded' });

test.each([
  ['by another fault', busy, 'Cluster Stop Failed'],
  ['and was done in between', anOutcome('done'), 'Cluster Stop Requested'],
  ['and had been done in between', anOutcome('already'), 'Cluster Stop Requested'],
])('says a failure again when it fails %s', async (_, between, type) => {
  const reporter = aReporter();

  for (const outcome of [denied, between, denied]) await reporter.tell([outcome]);

  expect(reporter.types()).toEqual(['Cluster Stop Failed', type, 'Cluster Stop Failed']);
});

test.each([
  ['the hours came', anOutcome('skipped', aSkip('in-hours'))],
  [
    'the cluster changed',
    anOutcome('conflict', anAct(), { name: 'InvalidDBClusterStateFault', message: '' }),
  ],
  ['somebody looked at it in mode observe', anOutcome('planned')],
])('does not say a failure again when %s in between', async (_, between) => {
  const reporter = aReporter();

  for (const outcome of [denied, between, denied]) await reporter.tell([outcome]);

  expect(reporter.types().filter((type) => type === 'Cluster Stop Failed')).toHaveLength(1);
});

test('says a failure of each snapshot', async () => {
  const reporter = aReporter();
  const outcomes = ['a', 'b'].map((resourceArn) => ({ ...denied, decision: aCopy({ resourceArn }) }));

  await reporter.tell(outcomes);
  await reporter.tell(outcomes);

  expect(reporter.types()).toEqual(['Snapshot Copy Failed', 'Snapshot Copy Failed']);
});

test('a failed scope is told until it is seen again or fails otherwise, a breaker until it closes again', async () => {
  const reporter = aReporter();
  const fault = { name: 'AccessDenied', message: 'no' };
  const breaker = '9 clusters are due';

  await reporter.tell([], { ok: false, fault });
  await reporter.tell([], { ok: false, fault: { ...fault, message: 'no, request 2' } });
  await reporter.tell([], { ok: false, fault: { ...fault, name: 'Throttling' } });
  await reporter.tell([], { breaker });
  await reporter.tell([], { breaker });
  await reporter.tell([], { ok: false, fault: { ...fault, name: 'Throttling' } });

  const failed = 'Sweep Failed';
  expect(reporter.types()).toEqual([failed, failed, 'Limit Breaker Tripped', failed]);
  const line = 'error scope failed';
  expect(reporter.log.lines).toEqual([line, line, 'error limit breaker tripped', line]);
});

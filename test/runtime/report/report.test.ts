import { expect, test } from 'vitest';
import type { BusEvent } from '../../../shared/aws/send/event-bus.ts';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { reportRun, reportScope } from '../../../shared/runtime/report/report.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import type { ScopeResult } from '../../../shared/runtime/sweep/result.ts';
import { aCluster } from '../../policy/builders.ts';
import { anOutcome, aResult } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { aCopy, aSkippedCopy } from '../../support/builders/snapshots.ts';
import { fakeLog } from '../builders.ts';

const scope: ScopeResult = {
  account: '111122223333',
  region: 'eu-central-1',
  ok: true,
  observedAt: '2026-11-21T12:00:00.000Z',
  clusters: 1,
};

/** A function's reports, one after the other, as from one warm environment. */
function aReporter() {
  const log = fakeLog();
  const events: BusEvent[] = [];
  const putEvents = async (more: readonly BusEvent[]) => void events.push(...more);
  const deps = { function: 'stop-idle-clusters', log, dedupe: createDedupe(), putEvents };
  return {
    log,
    types: () => events.map(({ detailType }) => detailType),
    tell: (outcomes: readonly Outcome[], some: Partial<ScopeResult> = {}) =>
      reportScope(deps, { scope: { ...scope, ...some }, outcomes, matched: [] }, 'enforce'),
  };
}

test.each([
  { outcome: anOutcome('done'), line: 'info requested', type: 'Cluster Stop Requested' },
  {
    outcome: anOutcome('done', anAct({ action: 'start' })),
    line: 'info requested',
    type: 'Cluster Start Requested',
  },
  { outcome: anOutcome('already'), line: 'info requested before', type: 'Cluster Stop Requested' },
  { outcome: anOutcome('done', aCopy()), line: 'info requested', type: 'Snapshot Copy Requested' },
  {
    outcome: anOutcome('planned', aCopy({ action: 'deleteSnapshot' })),
    line: 'info planned',
    type: 'Snapshot Delete Planned',
  },
  {
    outcome: anOutcome('failed', anAct({ action: 'createSnapshot' })),
    line: 'error failed',
    type: 'Snapshot Create Failed',
  },
  {
    outcome: anOutcome('skipped', aSkippedCopy('key-unusable')),
    line: 'warn refused',
    type: 'Snapshot Copy Refused',
  },
  {
    outcome: anOutcome('skipped', aSkippedCopy('already-copied')),
    line: 'debug left alone',
    type: undefined,
  },
  { outcome: anOutcome('planned'), line: 'info planned', type: 'Cluster Stop Planned' },
  { outcome: anOutcome('conflict'), line: 'info changed meanwhile', type: 'Cluster Stop Conflict' },
  { outcome: anOutcome('retry'), line: 'warn AWS was busy', type: 'Cluster Stop Failed' },
  { outcome: anOutcome('failed'), line: 'error failed', type: 'Cluster Stop Failed' },
  { outcome: anOutcome('skipped', aSkip('ineligible')), line: 'warn refused', type: 'Cluster Stop Refused' },
  {
    outcome: anOutcome('skipped', aSkip('hold-unreadable')),
    line: 'warn refused',
    type: 'Cluster Stop Refused',
  },
  { outcome: anOutcome('skipped', aSkip('out-of-time')), line: 'warn out of time', type: undefined },
  { outcome: anOutcome('skipped', aSkip('busy')), line: 'debug left alone', type: undefined },
])(
  '$outcome.status for $outcome.decision.reason is "$line" and the event $type',
  async ({ outcome, line, type }) => {
    const reporter = aReporter();

    await reporter.tell([outcome]);

    expect(reporter.log.lines).toEqual([line]);
    expect(reporter.types()).toEqual(type === undefined ? [] : [type]);
  },
);

test('says a plan, a refusal and a failure once, and an act each time', async () => {
  const reporter = aReporter();
  const outcomes = [
    anOutcome('planned', anAct({}, aCluster({ id: 'a', arn: 'a' }))),
    anOutcome('skipped', aSkip('ineligible', aCluster({ id: 'b', arn: 'b' }))),
    anOutcome('failed', anAct({}, aCluster({ id: 'c', arn: 'c' }))),
    anOutcome('retry', anAct({}, aCluster({ id: 'd', arn: 'd' }))),
    anOutcome('done', anAct({}, aCluster({ id: 'e', arn: 'e' }))),
  ];

  await reporter.tell(outcomes);
  await reporter.tell(outcomes);

  const [failed, requested] = ['Cluster Stop Failed', 'Cluster Stop Requested'];
  const news = ['Cluster Stop Planned', 'Cluster Stop Refused', failed, failed, requested];
  expect(reporter.types()).toEqual([...news, requested]);
});

test('does not say a refusal again when the hours came in between', async () => {
  const reporter = aReporter();
  const refused = anOutcome('skipped', aSkip('ineligible'));

  for (const outcome of [refused, anOutcome('skipped', aSkip('in-hours')), refused]) {
    await reporter.tell([outcome]);
  }

  expect(reporter.types()).toEqual(['Cluster Stop Refused']);
});

test('reports a plan again when the cluster had another status in between', async () => {
  const reporter = aReporter();

  await reporter.tell([anOutcome('planned')]);
  await reporter.tell([anOutcome('skipped', aSkip('busy'))]);
  await reporter.tell([anOutcome('planned')]);

  expect(reporter.types()).toEqual(['Cluster Stop Planned', 'Cluster Stop Planned']);
});

test('says again what could not be delivered', async () => {
  const log = fakeLog();
  const sent: string[][] = [];
  const putEvents = async (events: readonly BusEvent[]) => {
    sent.push(events.map(({ detailType }) => detailType));
    if (sent.length === 1) throw new Error('lost');
  };
  const deps = { function: 'stop-idle-clusters', log, dedupe: createDedupe(), putEvents };
  const refused = anOutcome('skipped', aSkip('ineligible', aCluster({ id: 'b', arn: 'b' })));
  const swept = {
    scope: { ...scope, breaker: '9 are due', fault: { name: 'AccessDenied', message: 'no' } },
    outcomes: [anOutcome('planned'), refused, anOutcome('failed', anAct({}, aCluster({ arn: 'c' })))],
    matched: [],
  };

  await expect(reportScope(deps, swept, 'observe')).rejects.toThrow('lost');
  await reportScope(deps, swept, 'observe');
  await reportScope(deps, swept, 'observe');

  const ofScope = ['Sweep Failed', 'Limit Breaker Tripped'];
  const all = [...ofScope, 'Cluster Stop Planned', 'Cluster Stop Refused', 'Cluster Stop Failed'];
  expect(sent).toEqual([all, all]);
});

test('a quiet sweep of thousands of clusters sends nothing and logs nothing above debug', async () => {
  const reporter = aReporter();
  const quiet = Array.from({ length: 3_000 }, (_, n) =>
    anOutcome('skipped', aSkip('no-rule', aCluster({ id: `c${n}` }))),
  );

  await reporter.tell(quiet);

  expect(reporter.types()).toEqual([]);
  expect(new Set(reporter.log.lines)).toEqual(new Set(['debug left alone']));
});

test('lines have a constant message, and what differs as metadata', async () => {
  const reporter = aReporter();

  await reporter.tell([anOutcome('failed', anAct(), { name: 'AccessDenied', message: 'no' })]);

  expect(reporter.log.metadata[0]).toMatchObject({
    account: '111122223333',
    cluster: 'dev-orders',
    rule: 'developers',
    reason: 'idle',
    fault: { name: 'AccessDenied' },
  });
});

test('says once for a cluster what concerns all its snapshots', async () => {
  const reporter = aReporter();
  const outcomes = ['a', 'b', 'c'].map((resourceArn) =>
    anOutcome('skipped', aSkippedCopy('key-missing', { resourceArn })),
  );
  const failed = anOutcome('skipped', aSkippedCopy('copy-failed', { resourceArn: 'd' }));

  await reporter.tell([...outcomes, failed]);
  await reporter.tell([...outcomes, failed]);

  expect(reporter.types()).toEqual(['Snapshot Copy Refused', 'Snapshot Copy Refused']);
});

test('warns of a quota that is nearly used up, until it is not', async () => {
  const reporter = aReporter();

  for (const used of [79, 80, 95, 50, 81]) await reporter.tell([], { quota: { used, max: 100 } });

  expect(reporter.types()).toEqual(['Snapshot Quota Near', 'Snapshot Quota Near']);
  expect(reporter.log.metadata[0]).toMatchObject({ used: 80, max: 100 });
});

test('a run ends with one line, and one more for each report that was lost', () => {
  const log = fakeLog();
  const lost = { ...scope, undelivered: { name: 'EventsLost', message: '1 of 1' } };
  const result = {
    function: 'f',
    mode: 'enforce',
    at: '',
    ok: false,
    summary: { status: {}, reason: {} },
  } as const;

  reportRun(log, { ...result, scopes: [lost], outcomes: [], omitted: 0, unmatched: ['x'], warnings: [] }, 12);

  expect(log.lines).toEqual(['error report not delivered', 'info run ended']);
  expect(log.metadata[1]).toMatchObject({ scopes: 1, clusters: 1, durationMs: 12, unmatched: ['x'] });
});

test('the line of a run that looked names the clusters that could not be restored, and no line is without end', () => {
  const log = fakeLog();
  const one = {
    account: '111122223333',
    region: 'eu-central-1',
    in: 'us-west-2',
    codes: ['key-unusable'],
  } as const;
  const unreadyClusters = Array.from({ length: 120 }, (_, at) => ({ ...one, cluster: `dev-${at}` }));

  reportRun(log, aResult({ unreadyClusters }), 12);
  reportRun(log, aResult({ unreadyClusters: [] }), 12);

  expect(log.lines).toEqual([
    ...['warn clusters not ready to be restored', 'info run ended', 'info run ended'],
  ]);
  expect(log.metadata[0]).toEqual({ count: 120, clusters: unreadyClusters.slice(0, 100) });
});

import { expect, test } from 'vitest';
import type { BusEvent } from '../../../shared/aws/send/event-bus.ts';
import { defined } from '../../../shared/defined.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import type { StreamGap } from '../../../shared/policy/streams/stream.ts';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { reportRun, reportScope } from '../../../shared/runtime/report/report.ts';
import type { OutcomeStatus } from '../../../shared/runtime/sweep/outcome.ts';
import type { ScopeSweep } from '../../../shared/runtime/sweep/sweep.ts';
import { aCluster } from '../../policy/builders.ts';
import { anOutcome, aResult } from '../../support/builders/outcomes.ts';
import { aGap, streamDecision } from '../../support/builders/streams.ts';
import { clusterAt, fakeLog, home } from '../builders.ts';

const scope = { ...home, ok: true, observedAt: '2026-11-21T12:00:00.000Z', clusters: 2 };
const other = clusterAt(home, 'other');
const otherGap = aGap({ cluster: other.id, arn: other.arn });
const [OPEN, CLOSED] = ['Activity Stream Gap', 'Activity Stream Gap Closed'] as const;

function nameOf(arn: string): string | undefined {
  return arn.split(':').at(-1);
}

/** A function's reports, one after the other; `lose` loses the events of the next one. */
function aReporter() {
  const log = fakeLog();
  const events: BusEvent[] = [];
  let losing = false;
  const deps = {
    function: 'toggle-activity-streams',
    log,
    dedupe: createDedupe(),
    async putEvents(more: readonly BusEvent[]) {
      if (losing) throw new Error('lost');
      events.push(...more);
    },
  };
  /** Reports on two clusters that are left as they are, and the gaps that are measured on them. */
  const tell = (streamGaps: readonly StreamGap[] | undefined, some: Partial<ScopeSweep> = {}) => {
    const outcomes = [aCluster(), other].map((cluster) =>
      anOutcome('skipped', streamDecision('stream-as-declared', { of: cluster })),
    );
    const swept = { scope, outcomes, matched: [], ...defined({ streamGaps }), ...some };
    return reportScope(deps, swept, 'enforce');
  };
  return {
    ...{ log, events, tell },
    lose: async (streamGaps: readonly StreamGap[]) => {
      losing = true;
      await expect(tell(streamGaps)).rejects.toThrow('lost');
      losing = false;
    },
    told: () => events.map(({ detailType, resources }) => `${detailType}: ${resources.map(nameOf)}`),
  };
}

function gapsOf(reporter: ReturnType<typeof aReporter>): string[] {
  return reporter.told().filter((told) => told.startsWith(OPEN) || told.startsWith(CLOSED));
}

test('reports a gap once, and when it is over', async () => {
  const reporter = aReporter();

  for (const gaps of [[aGap()], [aGap(), otherGap], [otherGap], [], []]) await reporter.tell(gaps);

  expect(reporter.told()).toEqual([
    `${OPEN}: dev-orders`,
    `${OPEN}: other`,
    `${CLOSED}: dev-orders`,
    `${CLOSED}: other`,
  ]);
  expect(reporter.log.lines.filter((line) => !line.startsWith('debug'))).toEqual([
    'warn activity stream gap',
    'warn activity stream gap',
    'info activity stream gap closed',
    'info activity stream gap closed',
  ]);
});

test('says since when and how long, and why it is over', async () => {
  const reporter = aReporter();

  await reporter.tell([aGap()]);
  await reporter.tell([]);

  expect(reporter.events.map(({ detail }) => detail)).toMatchObject([
    { since: '2026-11-21T11:00:00.000Z', gapMs: 3_600_000, reason: 'restart-waits', rule: 'audited' },
    { reason: 'stream-as-declared', rule: 'audited' },
  ]);
  expect(reporter.log.metadata).toContainEqual(
    expect.objectContaining({ cluster: 'dev-orders', since: '2026-11-21T11:00:00.000Z', gapMs: 3_600_000 }),
  );
});

test('reports a gap again that comes back', async () => {
  const reporter = aReporter();

  for (const gaps of [[aGap()], [], [aGap()]]) await reporter.tell(gaps);

  expect(reporter.told()).toEqual([`${OPEN}: dev-orders`, `${CLOSED}: dev-orders`, `${OPEN}: dev-orders`]);
});

test('reports the end of no gap that it has not reported', async () => {
  const reporter = aReporter();

  await reporter.tell([]);

  expect(reporter.events).toEqual([]);
});

test('takes no gap for over where nothing was measured, nor of a cluster that the run is not about', async () => {
  const reporter = aReporter();

  await reporter.tell([aGap()]);
  await reporter.tell(undefined, {
    scope: { ...scope, ok: false, fault: { name: 'AccessDenied', message: 'no' } },
    outcomes: [],
  });
  await reporter.tell([], {
    outcomes: [anOutcome('skipped', streamDecision('stream-as-declared', { of: other }))],
  });

  expect(reporter.told()).toEqual([`${OPEN}: dev-orders`, 'Sweep Failed: ']);
});

test('repeats a report that could not be delivered, also about gaps that are over', async () => {
  const reporter = aReporter();

  await reporter.lose([aGap()]);
  await reporter.tell([aGap()]);
  await reporter.lose([]);
  await reporter.tell([]);

  expect(reporter.told()).toEqual([`${OPEN}: dev-orders`, `${CLOSED}: dev-orders`]);
});

const due = (reason: Reason, status: OutcomeStatus) => {
  const act =
    reason === 'override-requested'
      ? streamDecision('stream-due', { kind: 'tag-activity-stream' })
      : streamDecision('stream-due', { kind: 'start-activity-stream' });
  const decision = status === 'skipped' ? streamDecision(reason) : { ...act, reason };
  return { gap: aGap({ reason }), outcomes: [anOutcome(status, decision)] };
};

test.each([
  ['stream-due', 'done'],
  ['stream-drift', 'done'],
  ['stream-due', 'already'],
  ['stream-in-transition', 'skipped'],
] as const)(
  'says nothing of a gap that is being closed (%s, %s), however old, unless it stays',
  async (reason, status) => {
    const reporter = aReporter();
    const { gap, outcomes } = due(reason, status);

    await reporter.tell([gap], { outcomes });
    await reporter.tell([]);
    expect(gapsOf(reporter)).toEqual([]);

    await reporter.tell([gap], { outcomes });
    await reporter.tell([aGap({ reason: 'stream-lost' })]);
    await reporter.tell([gap], { outcomes });
    await reporter.tell([]);
    expect(gapsOf(reporter)).toEqual([`${OPEN}: dev-orders`, `${CLOSED}: dev-orders`]);
  },
);

test.each([
  ['stream-due', 'planned'],
  ['stream-drift', 'planned'],
  ['stream-due', 'conflict'],
  ['stream-due', 'retry'],
  ['stream-due', 'failed'],
  ['out-of-time', 'skipped'],
  ['limit-breaker', 'skipped'],
  // It is remembered what somebody wants, no more.
  ['override-requested', 'done'],
] as const)('reports a gap that nothing closes: %s, %s', async (reason, status) => {
  const reporter = aReporter();
  const { gap, outcomes } = due(reason, status);

  await reporter.tell([gap], { outcomes });

  expect(gapsOf(reporter)).toEqual([`${OPEN}: dev-orders`]);
});

test('a gap is told besides what failed to close it', async () => {
  const reporter = aReporter();
  const failed = anOutcome('failed', streamDecision('stream-due', { kind: 'start-activity-stream' }), {
    name: 'AccessDenied',
    message: 'no',
  });

  await reporter.tell([aGap({ reason: 'stream-due' })], { outcomes: [failed] });

  expect(reporter.told()).toEqual(['Activity Stream Change Failed: dev-orders', `${OPEN}: dev-orders`]);
});

test('the last line of a run counts gaps, if there are any', () => {
  const log = fakeLog();
  const result = aResult({ function: 'toggle-activity-streams', scopes: [scope] });

  reportRun(log, { ...result, streamGaps: [aGap()] }, 12);
  reportRun(log, { ...result, streamGaps: [] }, 12);

  expect(log.metadata[0]).toMatchObject({ streamGaps: 1 });
  expect(log.metadata[1]).not.toHaveProperty('streamGaps');
});

test('says nothing of a gap of less than half an hour, as every start of a stream is one', async () => {
  const reporter = aReporter();

  await reporter.tell([aGap({ gapMs: 29 * 60_000 })]);
  await reporter.tell([]);

  expect(reporter.told()).toEqual([]);
});

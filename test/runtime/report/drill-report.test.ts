import { describe, expect, it } from 'vitest';
import type { BusEvent } from '../../../shared/aws/send/event-bus.ts';
import { overdueDrills } from '../../../shared/policy/recovery/drill/overdue.ts';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { drillCounts } from '../../../shared/runtime/report/drill-metrics.ts';
import { outcomeEventSchema } from '../../../shared/runtime/report/event-schema.ts';
import { reportScope } from '../../../shared/runtime/report/report.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import { drillAct, drillLeftover } from '../../support/builders/drill-outcomes.ts';
import { drillRecord, failedRecord, passedRecord } from '../../support/builders/drill-records.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { fakeLog, home } from '../builders.ts';

const scope = { ...home, ok: true, observedAt: '2026-11-28T04:11:00.000Z', clusters: 2 };

async function eventsOf(...outcomes: Outcome[]): Promise<BusEvent[]> {
  const events: BusEvent[] = [];
  const deps = {
    ...{ function: 'drill-restores', log: fakeLog(), dedupe: createDedupe() },
    async putEvents(more: readonly BusEvent[]) {
      events.push(...more);
    },
  };
  await reportScope(deps, { scope, outcomes, matched: [] }, 'enforce');
  return events.filter(({ detailType }) => detailType === 'Restore Drill Completed');
}

describe('a drill that is closed', () => {
  it('is an event with its verdict and what was measured', async () => {
    const [event] = await eventsOf(anOutcome('done', drillAct('close-drill', passedRecord())));

    expect(event?.resources).toEqual([passedRecord().source.arn]);
    expect(event?.detail).toMatchObject({
      ...{ drill: '202611280200-0a1b2c3d', cluster: 'prod-orders', rule: 'production', verdict: 'passed' },
      detail: 'passed: restored in 47m, the data was 24h 10m old',
      ...{ point: '2026-11-27T03:00:00Z', rtoMs: 2_820_000, checks: 1, checksPassed: 1, missedTarget: false },
    });
  });

  it('says why it failed', async () => {
    const failure = { phase: 'check', reason: 'check-failed', detail: 'it answered 12, less than 1000' };
    const [event] = await eventsOf(anOutcome('done', drillAct('close-drill', failedRecord({ failure }))));

    expect(event?.detail).toMatchObject({
      ...{ verdict: 'failed', detail: 'failed: it answered 12, less than 1000', checksPassed: 0 },
    });
  });

  it('is an event of the form that the schema promises', async () => {
    const events = await eventsOf(
      anOutcome('done', drillAct('close-drill', passedRecord())),
      anOutcome('already', drillAct('close-drill', failedRecord())),
    );

    expect(events).toHaveLength(2);
    for (const { detailType, resources, detail } of events) {
      const sent = { source: 'dormouse', 'detail-type': detailType, resources, detail };
      expect(outcomeEventSchema.safeParse(sent).error).toBeUndefined();
    }
  });

  it('is none as long as it is not closed', async () => {
    expect(
      await eventsOf(
        anOutcome('conflict', drillAct('close-drill', passedRecord())),
        anOutcome('done', drillAct('delete-drill-cluster', passedRecord())),
      ),
    ).toEqual([]);
  });
});

describe('the counts of drills', () => {
  it('go by verdict, and by targets that were missed', () => {
    const slow = failedRecord({ rtoMs: 5 * 3_600_000 });
    const outcomes = [passedRecord(), failedRecord(), slow].map((record) =>
      anOutcome('done', drillAct('close-drill', record)),
    );

    expect(drillCounts(outcomes, [])).toEqual({
      ...{ DrillsPassed: 1, DrillsFailed: 2, DrillTargetMissed: 1, DrillLeftovers: 0 },
    });
  });

  it.each([
    ['that may not be deleted', anOutcome('skipped', drillLeftover()), 1],
    ['that mode observe leaves', anOutcome('planned', drillAct('delete-drill-cluster')), 1],
    ['that is being deleted', anOutcome('done', drillAct('delete-drill-cluster')), 0],
    ['that is still restored', anOutcome('done', drillAct('create-drill-instance')), 0],
  ])('tell a cluster that is left over: one %s', (_, outcome, leftovers) => {
    expect(drillCounts([outcome], [])).toMatchObject({ DrillLeftovers: leftovers });
  });

  it('tell each cluster once that is left over and should be gone', () => {
    const left = anOutcome('skipped', drillLeftover());
    const { resourceArn } = left.decision;

    expect(drillCounts([left], [resourceArn, 'another'])).toMatchObject({ DrillLeftovers: 2 });
  });
});

it.each([
  ['2026-11-28T03:10:59Z', 1],
  ['2026-11-28T03:11:00Z', 0],
])('a drill whose time was up at %s is overdue an hour later, whatever keeps its cluster', (until, count) => {
  const open = [{ record: drillRecord({ until }) }];

  expect(overdueDrills(open, Date.parse('2026-11-28T04:11:00Z'))).toHaveLength(count);
});

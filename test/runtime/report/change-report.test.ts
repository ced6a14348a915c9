import { expect, test } from 'vitest';
import type { BusEvent } from '../../../shared/aws/send/event-bus.ts';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { reportScope } from '../../../shared/runtime/report/report.ts';
import type { Outcome } from '../../../shared/runtime/sweep/outcome.ts';
import { capacityDecision } from '../../support/builders/capacity.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { streamDecision } from '../../support/builders/streams.ts';
import { fakeLog, home } from '../builders.ts';

const scope = { ...home, ok: true, clusters: 1 };

/** The events of reports about these outcomes, one after the other. */
async function told(...reports: readonly Outcome[]): Promise<BusEvent[]> {
  const events: BusEvent[] = [];
  const putEvents = async (more: readonly BusEvent[]) => void events.push(...more);
  const deps = { function: 'f', log: fakeLog(), dedupe: createDedupe(), putEvents };
  for (const outcome of reports) {
    await reportScope(deps, { scope, outcomes: [outcome], matched: [] }, 'enforce');
  }
  return events;
}

const override = 'off until 2026-12-01T00:00:00Z';
const tags = { 'dormouse:activity-stream': 'x', 'dormouse:activity-stream-override': override };

test.each([
  {
    outcome: anOutcome('done', streamDecision('stream-due', { kind: 'start-activity-stream' })),
    type: 'Activity Stream Change Requested',
    detail: { command: 'start-activity-stream', streamMode: 'async' },
  },
  {
    outcome: anOutcome('failed', streamDecision('stream-due', { kind: 'stop-activity-stream', tags })),
    type: 'Activity Stream Change Failed',
    detail: { command: 'stop-activity-stream', override },
  },
  {
    outcome: anOutcome('done', streamDecision('stream-due', { kind: 'tag-activity-stream', tags })),
    type: 'Activity Stream Override Requested',
    detail: { command: 'tag-activity-stream', override },
  },
  {
    outcome: anOutcome('planned', streamDecision('stream-due', { kind: 'tag-activity-stream', tags })),
    type: 'Activity Stream Override Planned',
    detail: { override },
  },
  {
    outcome: anOutcome('done', capacityDecision('capacity-differs', { min: 0.5, max: 16 })),
    type: 'Capacity Change Requested',
    detail: { min: 0.5, max: 16 },
  },
  {
    outcome: anOutcome(
      'conflict',
      capacityDecision('capacity-differs', { min: 0, max: 16, autoPauseAfterMs: 600_000 }),
    ),
    type: 'Capacity Change Conflict',
    detail: { min: 0, max: 16, autoPauseAfterMs: 600_000 },
  },
])('$outcome.status of $detail is $type', async ({ outcome, type, detail }) => {
  expect(await told(outcome)).toMatchObject([{ detailType: type, detail }]);
});

test.each(['ineligible', 'key-unusable', 'stream-lost', 'stream-contested', 'override-unreadable'] as const)(
  '%s is told once: somebody has to put something right',
  async (reason) => {
    const refused = anOutcome('skipped', streamDecision(reason));

    expect((await told(refused, refused)).map(({ detailType }) => detailType)).toEqual([
      'Activity Stream Change Refused',
    ]);
  },
);

test.each([
  'restart-waits',
  'stream-in-transition',
  'stream-as-declared',
  'capacity-in-use',
  'use-unknown',
  'not-serverless',
] as const)('%s is quiet: a later sweep goes on by itself, or nothing is due', async (reason) => {
  expect(await told(anOutcome('skipped', streamDecision(reason)))).toEqual([]);
});

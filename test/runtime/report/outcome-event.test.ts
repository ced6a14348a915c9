import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import type { ServerlessCapacity } from '../../../shared/policy/model/cluster.ts';
import type { ActivityStreamCommand } from '../../../shared/policy/model/command.ts';
import { confirmationEvent, refusedEvent } from '../../../shared/runtime/queue/message-events.ts';
import { eventsJsonSchema } from '../../../shared/runtime/report/event-schema.ts';
import { gapClosedEvent, gapEvent } from '../../../shared/runtime/report/gap-event.ts';
import {
  breakerEvent,
  type EventContext,
  outcomeEvent,
  quotaEvent,
  sweepFailedEvent,
} from '../../../shared/runtime/report/outcome-event.ts';
import { SATURDAY } from '../../policy/builders.ts';
import { capacityDecision } from '../../support/builders/capacity.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { aCopy, aSkippedCopy } from '../../support/builders/snapshots.ts';
import { aGap, streamDecision } from '../../support/builders/streams.ts';
import { home } from '../builders.ts';
import { aFollowUp } from '../queue/builders.ts';

const context: EventContext = {
  function: 'stop-idle-clusters',
  mode: 'enforce',
  scope: {
    account: '111122223333',
    region: 'eu-central-1',
    observedAt: '2026-11-21T12:00:00.000Z',
  },
};
const overridden = { 'dormouse:activity-stream-override': 'async until 2026-12-01T00:00:00Z' };
const teller = { function: 'stop-idle-clusters', mode: 'enforce' } as const;
const anEnding = {
  followUp: aFollowUp(),
  result: 'Not Confirmed',
  detail: 'it is available',
  at: SATURDAY,
} as const;
const fault = { name: 'AccessDenied', message: 'no' };
const validate = new Ajv({ strict: false, validateFormats: false }).compile(eventsJsonSchema());

const stream = (kind: ActivityStreamCommand['kind'], tags = {}) =>
  streamDecision('stream-due', { kind, tags });
const capacity = (to: ServerlessCapacity) => capacityDecision('capacity-differs', to);

function inEnvelope({ detailType, resources, detail }: ReturnType<typeof outcomeEvent>): object {
  return { source: 'dormouse', 'detail-type': detailType, resources, detail };
}

test.each([
  outcomeEvent(context, anOutcome('done'), 'Requested'),
  outcomeEvent(context, anOutcome('done', anAct({ action: 'start', reason: 'in-hours' })), 'Requested'),
  outcomeEvent(context, anOutcome('planned'), 'Planned'),
  outcomeEvent(context, anOutcome('failed', anAct(), fault), 'Failed'),
  outcomeEvent(context, anOutcome('skipped', aSkip('ineligible')), 'Refused'),
  outcomeEvent(context, anOutcome('already', aCopy()), 'Requested'),
  outcomeEvent(context, anOutcome('skipped', aSkippedCopy('key-missing')), 'Refused'),
  outcomeEvent(context, anOutcome('done', anAct({ action: 'createSnapshot', reason: 'due' })), 'Requested'),
  outcomeEvent(context, anOutcome('planned', aCopy({ action: 'deleteSnapshot' })), 'Planned'),
  outcomeEvent(context, anOutcome('done', stream('start-activity-stream', overridden)), 'Requested'),
  outcomeEvent(context, anOutcome('planned', stream('stop-activity-stream')), 'Planned'),
  outcomeEvent(context, anOutcome('done', stream('tag-activity-stream')), 'Requested'),
  outcomeEvent(context, anOutcome('skipped', streamDecision('stream-lost')), 'Refused'),
  outcomeEvent(context, anOutcome('done', capacity({ min: 0.5, max: 16 })), 'Requested'),
  outcomeEvent(
    context,
    anOutcome('retry', capacity({ min: 0, max: 16, autoPauseAfterMs: 1 }), fault),
    'Failed',
  ),
  gapEvent(context, aGap()),
  gapClosedEvent(context, anOutcome('skipped', streamDecision('stream-as-declared'))),
  quotaEvent(context, { used: 81, max: 100 }),
  sweepFailedEvent(context, fault),
  breakerEvent(context, '9 clusters are due'),
  confirmationEvent(teller, { ...anEnding, result: 'Confirmed' }),
  confirmationEvent(teller, { ...anEnding, followUp: aFollowUp({ kind: 'start-activity-stream' }) }),
  confirmationEvent(teller, {
    ...anEnding,
    followUp: aFollowUp({ kind: 'copy-snapshot', snapshot: 'dormouse-a', rule: 'x' }),
  }),
  refusedEvent(teller, home, SATURDAY, { messageId: 'm0', detail: 'not a JSON object', body: '42' }),
])('$detailType is as the schema says', (event) => {
  expect(validate(inEnvelope(event)), JSON.stringify(validate.errors)).toBe(true);
});

test.each([
  { 'detail-type': 'Cluster Slept' },
  { 'detail-type': 'Snapshot Copy Requested' },
  { 'detail-type': 'Snapshot Copy Completed' },
  { 'detail-type': 'Snapshot Delete Confirmed' },
  { 'detail-type': 'Activity Stream Override Refused' },
  { resources: [] },
  { detail: { ...outcomeEvent(context, anOutcome('done'), 'Requested').detail, reason: 'whim' } },
  { detail: {} },
])('the schema refuses an event with %j', (wrong) => {
  const event = inEnvelope(outcomeEvent(context, anOutcome('done'), 'Requested'));

  expect(validate({ ...event, ...wrong })).toBe(false);
});

test.each([
  [
    outcomeEvent(context, anOutcome('failed', anAct({ detail: 'outside "mon-fri"' }), fault), 'Failed'),
    'Cluster Stop Failed: dev-orders, account 111122223333, eu-central-1. outside "mon-fri". no',
  ],
  [sweepFailedEvent(context, fault), 'Sweep Failed: account 111122223333, eu-central-1. no'],
  [
    breakerEvent(context, '9 clusters are due'),
    'Limit Breaker Tripped: account 111122223333, eu-central-1. 9 clusters are due',
  ],
])('says everything in one line, whatever keys there are', ({ detail }, summary) => {
  expect(detail).toMatchObject({ summary });
});

test('reports changes that are only planned in mode observe, though the policy enforces', () => {
  expect(outcomeEvent(context, anOutcome('planned'), 'Planned').detail).toMatchObject({ mode: 'observe' });
  expect(outcomeEvent(context, anOutcome('failed'), 'Failed').detail).toMatchObject({ mode: 'enforce' });
});

test('names the cluster in its resources, so that a rule can match its ARN', () => {
  expect(outcomeEvent(context, anOutcome('done'), 'Requested').resources).toEqual([anAct().resourceArn]);
});

test.each(
  [...readFileSync('docs/events.md', 'utf8').matchAll(/```json\n([\s\S]+?)```/g)].map(
    ([, json]) => json ?? '',
  ),
)('the example in docs/events.md is as the schema says: %s', (json) => {
  expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
});

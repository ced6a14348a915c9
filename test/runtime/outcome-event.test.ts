import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { eventsJsonSchema } from '../../shared/runtime/event-schema.ts';
import {
  breakerEvent,
  type EventContext,
  outcomeEvent,
  quotaEvent,
  sweepFailedEvent,
} from '../../shared/runtime/outcome-event.ts';
import { aCopy, aCopyLeft, aLeave, anAct, anOutcome } from './builders.ts';

const context: EventContext = {
  function: 'stop-idle-clusters',
  mode: 'enforce',
  scope: {
    account: '111122223333',
    region: 'eu-central-1',
    ok: true,
    observedAt: '2026-11-21T12:00:00.000Z',
    clusters: 1,
  },
};
const fault = { name: 'AccessDenied', message: 'no' };
const validate = new Ajv({ strict: false, validateFormats: false }).compile(eventsJsonSchema());

function inEnvelope({ detailType, resources, detail }: ReturnType<typeof outcomeEvent>): object {
  return { source: 'dormouse', 'detail-type': detailType, resources, detail };
}

test.each([
  outcomeEvent(context, anOutcome('done'), 'Requested'),
  outcomeEvent(context, anOutcome('done', anAct({ action: 'start', reason: 'in-hours' })), 'Requested'),
  outcomeEvent(context, anOutcome('planned'), 'Planned'),
  outcomeEvent(context, anOutcome('failed', anAct(), fault), 'Failed'),
  outcomeEvent(context, anOutcome('left', aLeave('ineligible')), 'Refused'),
  outcomeEvent(context, anOutcome('already', aCopy()), 'Requested'),
  outcomeEvent(context, anOutcome('left', aCopyLeft('already-copied')), 'Completed'),
  outcomeEvent(context, anOutcome('done', anAct({ action: 'createSnapshot', reason: 'due' })), 'Requested'),
  outcomeEvent(context, anOutcome('planned', aCopy({ action: 'deleteSnapshot' })), 'Planned'),
  quotaEvent(context, { used: 81, max: 100 }),
  sweepFailedEvent(context, fault),
  breakerEvent(context, '9 clusters are due'),
])('$detailType is as the schema says', (event) => {
  expect(validate(inEnvelope(event)), JSON.stringify(validate.errors)).toBe(true);
});

test.each([
  { 'detail-type': 'Cluster Slept' },
  { 'detail-type': 'Snapshot Copy Requested' },
  { resources: [] },
  { detail: { ...outcomeEvent(context, anOutcome('done'), 'Requested').detail, reason: 'whim' } },
  { detail: {} },
])('the schema refuses an event with %j', (wrong) => {
  const event = inEnvelope(outcomeEvent(context, anOutcome('done'), 'Requested'));

  expect(validate({ ...event, ...wrong })).toBe(false);
});

test('names the cluster in its resources, so that a rule can match its ARN', () => {
  expect(outcomeEvent(context, anOutcome('done'), 'Requested').resources).toEqual([anAct().target]);
});

test.each(
  [...readFileSync('docs/events.md', 'utf8').matchAll(/```json\n([\s\S]+?)```/g)].map(
    ([, json]) => json ?? '',
  ),
)('the example in docs/events.md is as the schema says: %s', (json) => {
  expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
});

import { describe, expect, test } from 'vitest';
import type { FollowUp } from '../../../shared/policy/report/follow-up.ts';
import { dispose } from '../../../shared/runtime/queue/disposition.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { readMessage, type TargetedMessage } from '../../../shared/runtime/queue/message.ts';
import { aCluster, DAY, HOUR, MINUTE, SATURDAY } from '../../policy/builders.ts';
import { AWAY, aSnapshot } from '../../policy/snapshots/builders.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { aSkip } from '../../support/builders/power.ts';
import {
  aFollowUp,
  aRan,
  aRanNowhere,
  aRecord,
  type RecordOptions,
  rdsEvent,
  type Seen,
} from './builders.ts';

function isLook(message: ReturnType<typeof readMessage>): message is TargetedMessage {
  return message.kind === 'hint' || message.kind === 'follow-up';
}

function dispositionFor(body: string, ran: ReturnType<typeof aRan>, options: RecordOptions = {}) {
  const message = readMessage(body);
  if (!isLook(message)) throw new TypeError(`not a look: ${body}`);
  return dispose({ record: aRecord(body, options), message }, ran);
}

const restart = JSON.stringify(rdsEvent('dev-orders'));
const started = JSON.stringify(rdsEvent('dev-orders', { id: 'RDS-EVENT-0151' }));
const fault = { name: 'ThrottlingException', message: 'Rate exceeded' };

function followed(seen: Seen, some: Partial<FollowUp> = {}, options: RecordOptions = {}) {
  return dispositionFor(
    followUpBody(aFollowUp(some)),
    aRan({ at: SATURDAY + 12 * MINUTE, ...seen }),
    options,
  );
}

test('a request is confirmed when its effect is seen, with AWS’s own time', () => {
  expect(followed({ clusters: [aCluster({ status: 'stopped' })] })).toEqual({
    to: 'done',
    detail: 'it is stopped',
    confirmation: {
      followUp: aFollowUp(),
      result: 'Confirmed',
      detail: 'it is stopped',
      at: SATURDAY + 12 * MINUTE,
    },
  });
});

test('a request that takes its time waits, and nothing is reported', () => {
  expect(followed({ clusters: [aCluster({ status: 'stopping' })] })).toEqual({
    to: 'wait',
    detail: 'it is stopping',
  });
});

test.each([
  { clusters: [aCluster({ status: 'available' })], detail: 'it is available' },
  { clusters: [aCluster({ id: 'another' })], detail: 'it is not there' },
])('what did not come to be is told, and done with: $detail', ({ clusters, detail }) => {
  expect(followed({ clusters })).toMatchObject({
    to: 'done',
    confirmation: { result: 'Not Confirmed', detail },
  });
});

test('a request that takes longer than a day is given up and reported', () => {
  const at = SATURDAY + DAY + MINUTE;
  const verdict = followed({ at, clusters: [aCluster({ status: 'stopping' })] });

  const detail = 'after 24 hours: it is stopping';
  expect(verdict).toMatchObject({
    to: 'give-up',
    detail,
    confirmation: { result: 'Not Confirmed', detail, at },
  });
});

test('a day counts from when the message was sent', () => {
  const [at, clusters] = [SATURDAY + DAY + MINUTE, [aCluster({ status: 'stopping' })]];

  expect(followed({ at, clusters }, {}, { sentAt: SATURDAY + HOUR })).toMatchObject({ to: 'wait' });
});

test('a place that cannot be seen waits', () => {
  const detail = 'ThrottlingException: Rate exceeded';

  expect(followed({ scope: { fault } })).toEqual({ to: 'wait', detail });
  expect(dispositionFor(restart, aRan({ scope: { fault } }))).toEqual({ to: 'wait', detail });
  expect(dispositionFor(started, aRan({ scope: { fault } }))).toEqual({ to: 'wait', detail });
});

test('a place that cannot be seen for a day is given up: by receipts, because no clock of AWS was seen', () => {
  const options = { count: 100, sentAt: SATURDAY };

  expect(followed({ scope: { fault } }, {}, { ...options, count: 99 })).toMatchObject({ to: 'wait' });
  expect(followed({ scope: { fault } }, {}, options)).toMatchObject({
    to: 'give-up',
    confirmation: { result: 'Not Confirmed' },
  });
  expect(dispositionFor(started, aRan({ scope: { fault } }), options)).not.toHaveProperty('ending');
});

test('waits when what was done could not be told or followed up', () => {
  const undelivered = { name: 'MessagesLost', message: '1 of 1' };
  const outcomes = [anOutcome('done')];

  const verdict = dispositionFor(restart, aRan({ clusters: [aCluster()], outcomes, scope: { undelivered } }));

  expect(verdict).toEqual({ to: 'wait', detail: 'MessagesLost: 1 of 1' });
});

test('a restart is done with when its stop is requested, which is followed by a message of its own', () => {
  const ran = aRan({ clusters: [aCluster()], outcomes: [anOutcome('done')] });

  expect(dispositionFor(restart, ran)).toEqual({ to: 'done', detail: 'read and decided again' });
});

test('a restart waits for its own cluster only', () => {
  const other = aCluster({ id: 'other', status: 'starting' });
  const outcomes = [anOutcome('skipped', aSkip('in-transition', other)), anOutcome('skipped', aSkip('busy'))];

  expect(dispositionFor(restart, aRan({ clusters: [other, aCluster()], outcomes }))).toMatchObject({
    to: 'done',
  });
});

test('a restart that cannot be undone within a day is given up and told', () => {
  const clusters = [aCluster({ status: 'starting' })];
  const outcomes = [anOutcome('skipped', { ...aSkip('in-transition'), detail: 'it is starting' })];

  const verdict = dispositionFor(restart, aRan({ at: SATURDAY + DAY + MINUTE, clusters, outcomes }));

  expect(verdict).toMatchObject({
    to: 'give-up',
    confirmation: {
      followUp: aFollowUp(),
      result: 'Not Confirmed',
      detail: 'after 24 hours: it is starting',
    },
  });
});

test.each([
  ['a restart of a cluster that is gone', restart, aRan()],
  [
    'any other event, once it was looked at',
    started,
    aRan({ clusters: [aCluster({ status: 'starting' })], outcomes: [anOutcome('conflict')] }),
  ],
])('%s is done with', (_, body, ran) => {
  expect(dispositionFor(body, ran)).toEqual({ to: 'done', detail: 'read and decided again' });
});

test('an event about no target is ignored', () => {
  expect(dispositionFor(restart, aRanNowhere())).toEqual({
    to: 'ignore',
    detail: 'its account and Region are not a target of the policy',
  });
});

test('a request in a location that the policy no longer covers is not confirmed', () => {
  const verdict = dispositionFor(followUpBody(aFollowUp()), aRanNowhere());

  expect(verdict).toMatchObject({ to: 'ignore', confirmation: { result: 'Not Confirmed' } });
});

test('a snapshot is looked for among those of a world that creates', () => {
  const snapshots = [aSnapshot({ id: 'dormouse-a', status: 'available' })];
  const about = { kind: 'create-snapshot', snapshot: 'dormouse-a' } as const;

  expect(followed({ snapshots }, about)).toMatchObject({ confirmation: { result: 'Confirmed' } });
});

test('a copy that is not complete is waited for', () => {
  const about = { kind: 'copy-snapshot', region: AWAY, snapshot: 'dormouse-a' } as const;
  const snapshots = [aSnapshot({ id: 'dormouse-a', region: AWAY, status: 'copying' })];

  expect(followed({ snapshots }, about)).toEqual({ to: 'wait', detail: 'dormouse-a is copying' });
});

describe('where only a part could be read', () => {
  const partly = { fault, observedAt: new Date(SATURDAY).toISOString() };
  const copies = [aSnapshot({ id: 'dormouse-a', region: AWAY })];
  const about = { kind: 'copy-snapshot', region: AWAY, snapshot: 'dormouse-a' } as const;

  test('a copy is confirmed when it is seen, for its destination is read in full', () => {
    expect(followed({ scope: partly, snapshots: copies }, about)).toMatchObject({
      to: 'done',
      confirmation: { result: 'Confirmed' },
    });
  });

  test('an event waits, because it may be about the other part', () => {
    expect(dispositionFor(started, aRan({ scope: partly, snapshots: copies }))).toMatchObject({ to: 'wait' });
  });

  test('a copy waits all the same when what was done could not be told', () => {
    const undelivered = { name: 'MessagesLost', message: '1 of 1' };

    expect(followed({ scope: { ...partly, undelivered }, snapshots: copies }, about)).toEqual({
      to: 'wait',
      detail: 'MessagesLost: 1 of 1',
    });
  });
});

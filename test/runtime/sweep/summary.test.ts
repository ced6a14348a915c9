import { expect, test } from 'vitest';
import type { SweepResult } from '../../../shared/runtime/sweep/result.ts';
import { describeFailure, summarise } from '../../../shared/runtime/sweep/summary.ts';
import { aCluster } from '../../policy/builders.ts';
import { anOutcome } from '../../support/builders/outcomes.ts';
import { anAct } from '../../support/builders/power.ts';
import { aCopy } from '../../support/builders/snapshots.ts';

const denied = { name: 'AccessDenied', message: 'no' };
const scope = { account: '111122223333', region: 'eu-central-1', ok: true, clusters: 3 };

function aResult(some: Partial<SweepResult>): SweepResult {
  const outcomes = some.outcomes ?? [];
  return {
    function: 'stop-idle-clusters',
    mode: 'enforce',
    at: '2026-11-21T12:00:00.000Z',
    ok: false,
    summary: summarise(outcomes),
    scopes: [scope],
    outcomes,
    omitted: 0,
    unmatched: [],
    warnings: [],
    ...some,
  };
}

test('names what failed and why, and not what did not', () => {
  const outcomes = [
    anOutcome('done'),
    anOutcome('conflict', anAct(), denied),
    anOutcome('failed', anAct(), denied),
  ];

  expect(describeFailure(aResult({ outcomes }))).toBe(
    'stop-idle-clusters: 1 of 3 clusters failed: 111122223333/eu-central-1/dev-orders: AccessDenied: no',
  );
});

test('names scopes that could not be read, and reports that were lost', () => {
  const failed = { ...scope, ok: false, region: 'us-east-1', fault: denied };
  const lost = { ...scope, undelivered: { name: 'EventsLost', message: '1 of 1' } };

  expect(describeFailure(aResult({ scopes: [failed, lost] }))).toBe(
    'stop-idle-clusters: 1 of 2 accounts and Regions could not be read: 111122223333/us-east-1: AccessDenied: no; ' +
      '1 reports could not be delivered: 111122223333/eu-central-1: EventsLost: 1 of 1',
  );
});

test('stays short when a whole fleet fails', () => {
  const outcomes = Array.from({ length: 500 }, (_, n) =>
    anOutcome('failed', anAct({}, aCluster({ id: `c${n}` })), denied),
  );

  const message = describeFailure(aResult({ outcomes }));

  expect(message).toContain('500 of 500 clusters failed');
  expect(message).toContain(', and 490 more');
  expect(message.length).toBeLessThan(1_000);
});

test('names a snapshot that failed by its own identifier', () => {
  const outcomes = [anOutcome('failed', aCopy(), denied)];

  expect(describeFailure(aResult({ outcomes }))).toBe(
    'stop-idle-clusters: 1 of 1 targets failed: 111122223333/us-west-2/rds:dev-orders-2026-11-21: AccessDenied: no',
  );
});

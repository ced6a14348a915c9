import { expect, test } from 'vitest';
import { handleQueueEvent } from '../../../shared/runtime/function/queue-event.ts';
import { runAndReport } from '../../../shared/runtime/function/runner.ts';
import { followUpBody } from '../../../shared/runtime/queue/follow.ts';
import { home } from '../builders.ts';
import { spyOnMetricsInEach } from '../metrics-spy.ts';
import { aBatch, aFollowUp, rdsEvent } from '../queue/builders.ts';
import { aRunner } from '../runner-builders.ts';

const here = { accounts: [home.account], regions: [home.region] };
const snapshotEvent = {
  ...rdsEvent('a'),
  'detail-type': 'RDS DB Cluster Snapshot Event',
  detail: { SourceArn: `arn:aws:rds:${home.region}:${home.account}:cluster-snapshot:a` },
};

const lines = spyOnMetricsInEach();

function sent(): unknown[] {
  return lines().flatMap((line) => {
    const { ScopesSwept } = JSON.parse(line);
    return ScopesSwept === undefined ? [] : [ScopesSwept];
  });
}

test.each([
  ['a piece of a sweep', here, [1]],
  ['a message that names clusters', { ...here, clusters: ['a'] }, []],
  ['an event of a cluster', rdsEvent('a', { id: 'RDS-EVENT-0151' }), []],
  ['an event of a snapshot, which is about all of its account', snapshotEvent, []],
  ['a follow-up', JSON.parse(followUpBody(aFollowUp({ cluster: 'a' }))), []],
])('what counts as swept by %s', async (_, body, expected) => {
  await handleQueueEvent(aBatch([body]), aRunner().deps);

  expect(sent()).toEqual(expected);
});

test.each([
  ['of everything', {}, [1]],
  ['that somebody narrows', { regions: here.regions }, []],
  ['that somebody wants to see only', { mode: 'observe' as const }, []],
])('what counts as swept by a run %s', async (_, request, expected) => {
  await runAndReport(aRunner().deps, request);

  expect(sent()).toEqual(expected);
});

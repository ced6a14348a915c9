import { expect, test, vi } from 'vitest';
import { toAnswer } from '../../../shared/runtime/function/answer.ts';
import { createDedupe } from '../../../shared/runtime/report/dedupe.ts';
import { reportRun, reportScope } from '../../../shared/runtime/report/report.ts';
import { readWritten } from '../../../shared/runtime/report/written.ts';
import { summarise } from '../../../shared/runtime/sweep/summary.ts';
import { anOutcome, aResult } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';
import { aCopy } from '../../support/builders/snapshots.ts';
import { fakeLog } from '../builders.ts';

const outcomes = [
  anOutcome('skipped', aSkip('busy')),
  anOutcome('done', { ...anAct(), fallback: anAct() }),
  anOutcome('planned', aCopy()),
];
const result = aResult({ outcomes, summary: summarise(outcomes) });

test('an answer keeps its words: left for a skipped target, leave for the verdict, target for the ARN', () => {
  const answer = JSON.parse(JSON.stringify(toAnswer(result)));

  expect(answer.summary.status).toEqual({ done: 1, left: 1, planned: 1 });
  expect(answer.outcomes[0]).toEqual({
    status: 'left',
    decision: {
      verdict: 'leave',
      target: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-orders',
      aspect: 'power',
      action: 'stop',
      rule: 'developers',
      reason: 'busy',
      detail: 'no use for an hour',
    },
  });
  expect(answer.outcomes[1]).toMatchObject({
    status: 'done',
    decision: { verdict: 'act', target: anAct().resourceArn, fallback: { target: anAct().resourceArn } },
  });
  expect(JSON.stringify(answer)).not.toMatch(/resourceArn|skip/);
});

test('an answer that is read again is the result', () => {
  expect(readWritten(toAnswer(result))).toEqual(result);
});

test('so do events and log lines', async () => {
  const [log, putEvents] = [fakeLog(), vi.fn()];
  const refused = anOutcome('skipped', aSkip('ineligible'));
  const scope = { account: '111122223333', region: 'eu-central-1', ok: true, clusters: 1 };
  const deps = { function: 'stop-idle-clusters', log, dedupe: createDedupe(), putEvents };

  await reportScope(deps, { scope, outcomes: [refused], matched: [] }, 'enforce');
  reportRun(log, result, 1);

  expect(putEvents.mock.calls).toMatchObject([[[{ detail: { status: 'left', arn: anAct().resourceArn } }]]]);
  expect(log.metadata).toMatchObject([
    { status: 'left', arn: anAct().resourceArn },
    { status: { done: 1, left: 1, planned: 1 } },
  ]);
});

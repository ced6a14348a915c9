import { expect, test } from 'vitest';
import { toAnswer, toSplitAnswer } from '../../../shared/runtime/function/answer.ts';
import { readWritten, writtenOutcome } from '../../../shared/runtime/report/written.ts';
import { summarise } from '../../../shared/runtime/sweep/summary.ts';
import { aCluster } from '../../policy/builders.ts';
import { anOutcome, aResult } from '../../support/builders/outcomes.ts';
import { anAct, aSkip } from '../../support/builders/power.ts';

const skipped = Array.from({ length: 100 }, (_, n) =>
  anOutcome('skipped', aSkip('busy', aCluster({ id: `l${n}` }))),
);
const outcomes = [...skipped.slice(0, 50), anOutcome('done', anAct()), ...skipped.slice(50)];
const result = aResult({ summary: summarise(outcomes), scopes: [], outcomes });

test('answers with everything while it fits', () => {
  expect(readWritten(toAnswer(result))).toEqual(result);
});

test('cuts what was left alone, in order, before what was done, and counts what is missing', () => {
  const answer = toAnswer(result, 10_000);

  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(10_000);
  expect(answer.outcomes.length).toBeGreaterThan(2);
  expect(answer.outcomes.at(-1)?.status).toBe('done');
  expect(answer.outcomes.slice(0, -1)).toEqual(
    outcomes.slice(0, answer.outcomes.length - 1).map(writtenOutcome),
  );
  expect(answer.omitted + answer.outcomes.length).toBe(101);
  expect(answer.summary.status).toEqual({ left: 100, done: 1 });
});

const asked = { function: 'stop-idle-clusters', mode: 'enforce', warnings: ['of the policy'] } as const;

test('a sweep that was split answers with how many messages it became', () => {
  expect(toSplitAnswer({ kind: 'split', messages: 2 }, asked)).toMatchObject({
    ...asked,
    ok: true,
    split: 2,
    scopes: [],
    outcomes: [],
  });
});

test('a sweep that was skipped answers with 0, and with how many messages are waiting', () => {
  expect(toSplitAnswer({ kind: 'skipped', messages: 2, waiting: 40 }, asked)).toMatchObject({
    ok: true,
    split: 0,
    warnings: ['of the policy', expect.stringContaining('40 messages are waiting')],
  });
});

import { expect, test } from 'vitest';
import { reasons } from '../../../shared/policy/model/reasons.ts';
import { capacityCases } from '../capacity/cases.ts';
import { startCases } from '../power/start-cases.ts';
import { stopCases } from '../power/stop-cases.ts';
import { attemptCases } from '../snapshots/copy-attempt-cases.ts';
import { copyCases } from '../snapshots/copy-cases.ts';
import { copyPruneCases } from '../snapshots/copy-prune-cases.ts';
import { createCases } from '../snapshots/create-cases.ts';
import { pruneCases } from '../snapshots/prune-cases.ts';
import { activityStreamCases } from '../streams/cases.ts';

test('every reason is reached by a case, or comes from elsewhere', () => {
  const cases = [
    activityStreamCases,
    capacityCases,
    stopCases,
    startCases,
    createCases,
    copyCases,
    attemptCases,
    pruneCases,
    copyPruneCases,
  ].flat();
  // Limits are tried in limit.test.ts, the snapshot before a stop in snapshot-first.test.ts, those who undo each other in
  // contest.test.ts, days of use without a stop in busy.test.ts; running out of time is the runtime's to find.
  const elsewhere = [
    ...['limit-cap', 'limit-breaker', 'snapshot-first', 'out-of-time'],
    ...['power-contested', 'capacity-contested', 'busy-for-days'],
  ];

  expect(new Set([...cases.map(({ reason }) => reason), ...elsewhere])).toEqual(
    new Set(Object.keys(reasons)),
  );
});

import { expect, test } from 'vitest';
import { reasons } from '../../shared/policy/reasons.ts';
import { startCases } from './start-cases.ts';
import { stopCases } from './stop-cases.ts';

test('every reason is reached by a case, or comes from elsewhere', () => {
  const decided = [...stopCases, ...startCases].map(({ reason }) => reason);
  // The first two are tried in limit.test.ts; running out of time is the runtime's to find.
  const elsewhere = ['limit-cap', 'limit-breaker', 'out-of-time'];

  expect(new Set([...decided, ...elsewhere])).toEqual(new Set(Object.keys(reasons)));
});

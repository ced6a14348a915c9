import { expect, test } from 'vitest';
import { unreadScopes } from '../../../cli/survey/scopes.ts';
import type { SweepResult } from '../../../shared/runtime/sweep/result.ts';

test('a place that several functions could not read is named once, with those functions', () => {
  const fault = { name: 'AccessDenied', message: 'no' };
  const scope = { account: '111122223333', region: 'us-east-1', ok: false, clusters: 0, fault };
  const other = { account: '111122223333', region: 'eu-central-1', ok: true, clusters: 3 };
  const result: SweepResult = {
    function: 'stop-idle-clusters',
    mode: 'observe',
    at: '2026-11-23T05:00:00.000Z',
    ok: false,
    summary: { status: {}, reason: {} },
    scopes: [scope, other],
    outcomes: [],
    omitted: 0,
    unmatched: [],
    warnings: [],
  };

  expect(unreadScopes([result, { ...result, function: 'start-clusters' }])).toEqual([
    {
      account: '111122223333',
      region: 'us-east-1',
      functions: ['stop-idle-clusters', 'start-clusters'],
      all: true,
      fault,
    },
  ]);
});

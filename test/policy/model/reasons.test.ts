import { expect, test } from 'vitest';
import { reasons } from '../../../shared/policy/model/reasons.ts';
import { capacityCases } from '../capacity/cases.ts';
import { atEndCases } from '../power/at-end-cases.ts';
import { maxUptimeCases } from '../power/max-uptime-cases.ts';
import { startCases } from '../power/start-cases.ts';
import { stopCases } from '../power/stop-cases.ts';
import { drillCases } from '../recovery/drill/cases.ts';
import { preflightCases } from '../recovery/drill/preflight-cases.ts';
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
    atEndCases,
    maxUptimeCases,
    startCases,
    createCases,
    copyCases,
    attemptCases,
    pruneCases,
    copyPruneCases,
    drillCases,
    preflightCases,
  ].flat();
  // Limits are tried in limit.test.ts, the snapshot before a stop in snapshot-first.test.ts, disputes in contest.test.ts,
  // lasting use in busy.test.ts and in-use.test.ts, errors that nobody expects in isolate.test.ts; running out of time is the runtime's to
  // find.
  const elsewhere = [
    // next-step.test.ts and decide-open.test.ts.
    ...['drill-continues', 'drill-cleanup', 'drill-in-progress', 'drill-leftover'],
    ...['limit-cap', 'limit-breaker', 'snapshot-first', 'power-contested', 'capacity-contested'],
    // change-calendar.test.ts and start-before.test.ts.
    ...['change-calendar-closed', 'change-calendar-unknown', 'start-before'],
    // hold-back.test.ts.
    ...['paused', 'policy-outdated', 'pauses-unknown'],
    // order-starts.test.ts, order-stops.test.ts and warning.test.ts.
    ...['staggered', 'waits-for', 'waited-enough', 'order-stuck', 'to-warn', 'warned', 'not-warned'],
    ...['busy-for-days', 'capacity-in-use-for-days', 'by-hand', 'out-of-time', 'undecided'],
  ];

  expect(new Set([...cases.map(({ reason }) => reason), ...elsewhere])).toEqual(
    new Set(Object.keys(reasons)),
  );
});

import { expect, test } from 'vitest';
import { planText } from '../../../cli/plan/text.ts';
import { plain } from '../../../cli/terminal/paint.ts';
import { plannedCapacity } from '../../support/builders/capacity.ts';
import { planned } from '../../support/builders/power.ts';
import { plannedSnapshot } from '../../support/builders/snapshots.ts';
import { plannedStream } from '../../support/builders/streams.ts';
import { MONDAY, plan, SUNDAY, streamGap } from '../builders.ts';

test('the plan fits a narrow terminal, whatever it reports', () => {
  const fault = { name: 'Throttling', message: 'Rate exceeded' };
  const functions = ['stop-idle-clusters', 'start-clusters', 'toggle-activity-streams', 'scale-capacity'];
  const account = '111122223333';
  const point = { account, cluster: 'production-orders', from: 'eu-central-1', to: 'us-west-2' };
  const at = MONDAY;
  const broken = { reason: 'limit-breaker', rule: 'developer databases' } as const;
  const text = planText(
    plan({
      at,
      clusters: [
        planned('dev-audit', {
          ...{ change: 'stop', reason: 'idle', rule: 'a rule of a very long name that says all of it' },
        }),
        planned('dev-broken', { ...broken, detail: 'so many are due, and so few allowed. '.repeat(4) }),
      ],
      streams: [plannedStream('orders-of-the-year', { restartsAt: SUNDAY, restartsIn: 'offHours' })],
      streamGaps: [streamGap('orders-of-the-year', { rule: 'developer databases' })],
      capacities: [plannedCapacity('research', { change: 'capacity', reason: 'capacity-differs' })],
      snapshots: [plannedSnapshot({ reason: 'key-missing', rule: 'snapshots of all that is production' })],
      recoveryPoints: [{ ...point, at, ageMs: 1 }],
      unread: [{ account, region: 'eu-north-1', functions, fault }],
    }),
    { paint: plain, width: 80 },
  );

  expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

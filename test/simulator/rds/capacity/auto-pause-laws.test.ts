import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eventTypes } from '../../../../simulator/rds/events/event-types.ts';
import { runs } from '../../../support/runs.ts';
import { aControlPlane, evenTimings, minute, start } from '../../control-plane.ts';

const fleet = `
clusters: [{ id: a, instances: 1, serverless: { min: 0, max: 8 } }]
useProfiles:
  morning: [{ hours: daily 06:13-07:02, timezone: Asia/Kathmandu, connections: 1 }]
  bursts:
    - { hours: daily 05:10-05:25, connections: 2 }
    - { hours: mon 05:40-06:00, timezone: Europe/Berlin, connections: 3 }
    - { hours: mon 07:44-08:01, connections: 4 }
${evenTimings}
`;

const step = fc.oneof(
  fc.constantFrom('none', 'always', 'missing', 'morning', 'bursts').map((use) => ({ use })),
  fc.record({ min: fc.constantFrom(0, 0, 0.5), pause: fc.constantFrom(5, 7, 30) }),
);
const steps = fc.array(fc.record({ step, minutes: fc.integer({ min: 1, max: 90 }) }), { maxLength: 8 });

const isAsleepAfter: Readonly<Record<string, boolean>> = {
  [eventTypes['RDS-EVENT-0370'].message]: true,
  [eventTypes['RDS-EVENT-0371'].message]: false,
  [eventTypes['RDS-EVENT-0373'].message]: false,
};

/** Whether it sleeps by what was told until a time, undefined within a minute of a change. */
function isToldAsleep(events: readonly { Message: string; Date: Date }[], at: number): boolean | undefined {
  const changes = events.flatMap((event) => {
    const isAsleep = isAsleepAfter[event.Message];
    return isAsleep === undefined ? [] : [{ at: event.Date.getTime(), isAsleep }];
  });
  if (changes.some((change) => Math.abs(change.at - at) <= minute)) return undefined;
  // Nobody has used it before the simulation began.
  return changes.findLast((change) => change.at < at)?.isAsleep ?? true;
}

it('a cluster is told to sleep when its metrics say so, whatever happens to it', () => {
  fc.assert(
    fc.property(steps, (happenings) => {
      const { backend, rds, metrics, advance, clock } = aControlPlane(fleet);
      for (const { step, minutes } of happenings) {
        if ('use' in step) backend.cluster('a').setUse(step.use);
        else backend.cluster('a').setCapacity(step.min, 8, step.min === 0 ? step.pause * minute : undefined);
        advance(minutes * minute);
      }
      advance(60 * minute);

      const Metric = {
        Namespace: 'AWS/RDS',
        MetricName: 'ServerlessDatabaseCapacity',
        Dimensions: [{ Name: 'DBInstanceIdentifier', Value: 'a-1' }],
      };
      const { Timestamps, Values } = metrics({
        MetricDataQueries: [{ Id: 'q', MetricStat: { Metric, Period: 60, Stat: 'Maximum' } }],
        StartTime: new Date(start),
        EndTime: clock.now() > start ? new Date(clock.now()) : new Date(start + minute),
        ScanBy: 'TimestampAscending',
      }).MetricDataResults[0];
      const { Events } = rds('DescribeEvents', { Duration: 20_160 });
      for (const [n, time] of Timestamps.entries()) {
        const told = isToldAsleep(Events, time.getTime());
        if (told !== undefined) expect({ time, isAsleep: Values[n] === 0 }).toEqual({ time, isAsleep: told });
      }
    }),
    runs(100),
  );
});

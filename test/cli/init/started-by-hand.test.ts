/** The same configurations, with somebody who starts clusters outside their hours. */

import { describe, expect, test } from 'vitest';
import { fromCustodian } from '../../../cli/init/convert/custodian.ts';
import { fromInstanceScheduler } from '../../../cli/init/convert/instance-scheduler.ts';
import { actsOfConverted, differences, minutesUp } from './models/converted.ts';
import { custodianActs } from './models/custodian.ts';
import { schedulerActs } from './models/instance-scheduler.ts';
import { custodianFile, months, policies, schedules, written } from './models/public-configurations.ts';

/** Somebody works late on some evenings, and at a weekend. */
const byHand = (from: number, to: number): number[] => {
  const times: number[] = [];
  for (let day = from; day < to; day += 7 * 86_400_000) {
    times.push(day + 22 * 3_600_000 + 300_000, day + 86_400_000 + 3.5 * 3_600_000, day + 5.5 * 86_400_000);
  }
  return times;
};

describe('what somebody starts outside the hours stays until they end next, as in the tool', () => {
  const [, from, to] = months[2];
  const hands = byHand(from, to);
  const free = schedules.filter(
    ({ enforced, override_status: override }) => !enforced && override === undefined,
  );

  test.each(free)('$name of Instance Scheduler', async (schedule) => {
    const fleet = [{ id: schedule.name, tags: { Schedule: schedule.name } }];
    const ours = await actsOfConverted(fromInstanceScheduler, written, fleet, [from, to], hands);
    const theirs = schedulerActs(schedule, from, to, hands);

    expect(
      differences(minutesUp(ours.get(schedule.name) ?? [], [from, to]), minutesUp(theirs, [from, to]), from),
    ).toEqual([]);
  });

  test.each(policies)('$id of Cloud Custodian', async ({ id, tag, turns }) => {
    const ours = await actsOfConverted(
      fromCustodian,
      custodianFile,
      [{ id, tags: { [tag]: 'on' } }],
      [from, to],
      hands,
    );
    const theirs = custodianActs(turns, from, to, hands);

    expect(
      differences(minutesUp(ours.get(id) ?? [], [from, to]), minutesUp(theirs, [from, to]), from),
    ).toEqual([]);
  });
});
